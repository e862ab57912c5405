import LinearAlgebra
import Processes

/// How the parameters of a kernel follow from the free numbers that the maximiser moves.
///
/// A map may hold parameters, so that there are fewer free numbers than parameters.
protocol ParameterMap: Sendable {
  /// For every free number the range that it is looked for in, and the name and limits of what runs
  /// to its bound when the search leaves that range.
  var freeNumbers: [FreeNumber] { get }
  /// Number of the kernel's parameters.
  var parameterCount: Int { get }
  /// The kernel's parameters.
  func parameters(_ free: [Double]) -> [Double]
  /// ∂ parameter / ∂ free number. Shape `[parameters × free numbers]`.
  func jacobian(_ free: [Double]) -> Matrix
  /// The free numbers of parameters that lie inside their ranges.
  func freeValues(_ parameters: [Double]) -> [Double]
}

/// One number that the maximiser moves.
struct FreeNumber: Sendable, Hashable {
  /// What runs to a bound, in words.
  let name: String
  let transform: ParameterScale
  /// Natural values between which a maximum is accepted.
  let limits: ClosedRange<Double>
  /// What a limit is multiplied with to be reported.
  var factor = 1.0

  /// The limits on the line.
  var range: ClosedRange<Double> {
    transform.inverse(limits.lowerBound)...transform.inverse(limits.upperBound)
  }

  /// The nearest number that lies well inside the range.
  func inside(_ w: Double) -> Double {
    let margin = min(0.5, (range.upperBound - range.lowerBound) / 8)
    return min(max(w, range.lowerBound + margin), range.upperBound - margin)
  }
}

/// Every parameter by itself: free with its own transform, or held.
struct SeparateParameters: ParameterMap {
  enum Entry: Sendable {
    case free(FreeNumber)
    case held(Double)
  }

  let entries: [Entry]
  let freeNumbers: [FreeNumber]
  /// Positions of the free parameters.
  private let positions: [Int]

  init(_ entries: [Entry]) {
    self.entries = entries
    var free: [FreeNumber] = []
    var positions: [Int] = []
    for (i, entry) in entries.enumerated() {
      if case .free(let number) = entry {
        free.append(number)
        positions.append(i)
      }
    }
    freeNumbers = free
    self.positions = positions
  }

  var parameterCount: Int { entries.count }

  func parameters(_ free: [Double]) -> [Double] {
    var all = entries.map { entry in if case .held(let value) = entry { value } else { 0.0 } }
    for (k, i) in positions.enumerated() { all[i] = freeNumbers[k].transform.value(free[k]) }
    return all
  }

  func jacobian(_ free: [Double]) -> Matrix {
    var result = Matrix(rows: entries.count, columns: free.count)
    for (k, i) in positions.enumerated() { result[i, k] = freeNumbers[k].transform.slope(free[k]) }
    return result
  }

  func freeValues(_ parameters: [Double]) -> [Double] {
    positions.enumerated().map { k, i in freeNumbers[k].transform.inverse(parameters[i]) }
  }
}
