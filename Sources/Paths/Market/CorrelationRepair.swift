public import LinearAlgebra

/// What the repair of a correlation matrix did: it is meant for rounding, not for contradictions.
public struct CorrelationRepair: Sendable, Hashable {
  /// A change of an entry that rounding does not explain.
  public static let tolerance = 0.01

  /// The pair whose entry moved most; of equals the first as the pairs were given.
  public let first: String
  /// The other shock of that pair.
  public let second: String
  /// Their correlation as it was given.
  public let given: Double
  /// Their correlation after the repair.
  public let repaired: Double
  /// Entries above the diagonal that moved by more than `tolerance`.
  public let movedCount: Int
  /// Frobenius norm of all changes.
  public let distance: Double

  /// - Parameters:
  ///   - given: The matrix as it was given.
  ///   - nearest: The nearest correlation matrix.
  ///   - names: Names of the rows.
  ///   - pairs: Rows of the pairs that were given, in their order; all others were 0.
  public init(
    from given: Matrix, to nearest: NearestCorrelation, names: [String],
    pairs: [(Int, Int)]
  ) {
    let all = names.indices.flatMap { i in (0..<i).map { j in (j, i) } }
    func change(_ pair: (Int, Int)) -> Double {
      abs(nearest.matrix[pair.0, pair.1] - given[pair.0, pair.1])
    }
    var largest = (0, 0)
    // Equal changes differ in their last digits.
    for pair in pairs + all where change(pair) > change(largest) + 1e-9 { largest = pair }
    first = names[largest.0]
    second = names[largest.1]
    self.given = given[largest.0, largest.1]
    repaired = nearest.matrix[largest.0, largest.1]
    movedCount = all.count { change($0) > Self.tolerance }
    distance = nearest.distance
  }

  /// Whether it did more than rounding would.
  public var isLarge: Bool { abs(repaired - given) > Self.tolerance }
}

extension CorrelationRepair: CustomStringConvertible {
  /// One line for reports and warnings, with three decimals.
  public var description: String {
    let others = movedCount > 1 ? " (largest of \(movedCount))" : ""
    return "correlation repaired: \(first) and \(second) from \(Self.short(given)) to "
      + "\(Self.short(repaired))\(others), Frobenius \(Self.short(distance))"
  }

  /// Three decimals.
  private static func short(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
