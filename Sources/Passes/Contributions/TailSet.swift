import RiskMeasures
import VectorMath

/// The paths behind one expected shortfall, with their weights in it.
///
/// Above VaR a path weighs 1 / (n (1 − α)); paths tied at VaR share the rest equally.
package struct TailSet: Sendable {
  /// One path of a tail.
  package struct Path: Sendable {
    let number: UInt64
    /// Weight in the expected shortfall; the weights add up to 1, with those of paths that lose nothing.
    let weight: Double
    /// Weight in the mean over the paths next to VaR, which the standard error of a contribution needs.
    let boundaryWeight: Double
  }

  /// 0 is the total, then the books.
  package let subject: Int
  /// The loss whose tail it is.
  package let quantity: LossQuantity
  /// Of the expected shortfall.
  package let level: Level
  /// Of the whole subject, in the numeraire: what the contributions add up to.
  package let expectedShortfall: Double
  /// Paths of the whole run.
  package let pathCount: Int
  /// Ascending by number.
  package let paths: [Path]

  /// - Returns: `nil` if nothing is lost in the tail, where all contributions are 0.
  /// - Throws: `SampleError.tailTooShort` if the tail does not reach VaR.
  package init?(
    subject: Int, _ quantity: LossQuantity, _ tail: TailRow, level: Level
  ) throws(SampleError) {
    let sample = try tail.sample()
    let figures = try sample.expectedShortfall(level: level)
    let valueAtRisk = try sample.valueAtRisk(level: level).value
    if quantity == .badDebt && figures.value == 0 { return nil }
    self.subject = subject
    self.quantity = quantity
    self.level = level
    expectedShortfall = figures.value
    pathCount = tail.paths
    let mass = Double(tail.paths) - level.position(in: tail.paths)
    var above: [(loss: Double, path: UInt64)] = []
    var tied = valueAtRisk == tail.threshold ? tail.pathsAtThreshold : []
    for (loss, path) in zip(tail.losses, tail.pathNumbers) {
      if loss > valueAtRisk { above.append((loss, path)) }
      if loss == valueAtRisk { tied.append(path) }
    }
    above.sort { ($0.loss, $0.path) < ($1.loss, $1.path) }
    // A path on which nobody owes anything bad adds nothing: ties at a bad debt of 0 are left out.
    let isSilent = quantity == .badDebt && valueAtRisk == 0
    let rest = 1 - Double(above.count) / mass
    // Next to a VaR of 0 nothing is lost, so that the mean there is 0 and needs no path either.
    let boundary = isSilent ? 0 : tied.count + Int(mass.squareRoot().rounded(.up))
    let boundaryWeight = isSilent ? 0 : 1 / Double(min(boundary, above.count + tied.count))
    var paths: [Path] = []
    if !isSilent {
      for path in tied {
        paths.append(
          Path(number: path, weight: rest / Double(tied.count), boundaryWeight: boundaryWeight))
      }
    }
    let near = isSilent ? 0 : boundary - tied.count
    for (k, entry) in above.enumerated() {
      paths.append(
        Path(
          number: entry.path, weight: 1 / mass, boundaryWeight: k < near ? boundaryWeight : 0))
    }
    self.paths = paths.sorted { $0.number < $1.number }
  }

  /// The paths with numbers in a range, found by bisection.
  func paths(from first: UInt64, through last: UInt64) -> ArraySlice<Path> {
    var low = 0
    var high = paths.count
    while low < high {
      let middle = (low + high) / 2
      if paths[middle].number < first { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < paths.count && paths[end].number <= last { end += 1 }
    return paths[low..<end]
  }

  /// A contribution from its sums over the tail.
  ///
  ///     variance = (Σ w (x − m)² − (1 − α)(C − m)²) / (n (1 − α)),   m = mean of x next to VaR
  ///
  /// the influence of one path on a tail mean whose threshold is estimated too (Hong, Hu and Liu
  /// 2014, doi:10.1145/2661631); for x = L it is the variance of expected shortfall.
  package func contribution(sum: Double, squares: Double, boundary m: Double) -> Estimate {
    let mass = Double(pathCount) - level.position(in: pathCount)
    let share = mass / Double(pathCount)
    let spread = max(0, squares - 2 * m * sum + m * m)
    let variance = max(0, spread - share * (sum - m) * (sum - m)) / mass
    return Estimate(value: sum, standardError: variance.squareRoot())
  }
}
