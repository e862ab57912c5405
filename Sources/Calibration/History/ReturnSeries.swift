import Foundation
public import Market
import VectorMath

/// Checked log returns of one price over equal steps.
public struct ReturnSeries: Sendable, Hashable {
  /// Log returns ln(S_i / S_{i−1}) as fractions, in the order of time; at least two, finite, not all
  /// equal.
  public let values: [Double]
  /// The step between two prices.
  public let step: TimeStep
  /// What looks wrong without being impossible.
  public let warnings: [FitWarning]

  /// - Parameters:
  ///   - values: Log returns as fractions: 0.01 is 1 %.
  ///   - step: Step of each return; positive.
  /// - Throws: `empty`, `tooShort` for one return, `notFinite` or `constant`.
  public init(
    _ values: [Double], step: TimeStep = TimeStep(days: 1)
  ) throws(CalibrationError) {
    precondition(step.length > 0, "returns belong to a step of positive length")
    guard !values.isEmpty else { throw .empty }
    guard values.count > 1 else { throw .tooShort(count: 1, needed: 2) }
    if let position = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(position: position)
    }
    if values.allSatisfy({ $0 == values[0] }) { throw .constant(value: values[0]) }
    self.values = values
    self.step = step
    warnings = Self.warnings(of: values, step: step)
  }

  /// The returns of prices.
  ///
  /// - Throws: As for returns; `notPositive` for a price that is not; positions are those of prices.
  public init(
    prices: [Double], step: TimeStep = TimeStep(days: 1)
  ) throws(CalibrationError) {
    if let position = prices.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(position: position)
    }
    if let position = prices.firstIndex(where: { $0 <= 0 }) {
      throw .notPositive(position: position, value: prices[position])
    }
    guard prices.count > 2 else {
      throw prices.isEmpty ? .empty : .tooShort(count: prices.count, needed: 3)
    }
    try self.init(zip(prices.dropFirst(), prices).map { log($0 / $1) }, step: step)
  }

  /// Number of returns.
  public var count: Int { values.count }

  /// The annual volatility above which returns are suspected to be in per cent: 500 %. ETH had
  /// 90 % in 2017-2024; a currency pair in per cent has some 900 %.
  static let suspiciousVolatility = 5.0

  private static func warnings(of values: [Double], step: TimeStep) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let volatility = (RunningMoments(values).variance / step.length).squareRoot()
    if volatility > suspiciousVolatility {
      warnings.append(.looksLikePercent(annualVolatility: volatility))
    }
    let extreme = values.indices.filter { abs(values[$0]) > 1 }
    if let first = extreme.first {
      warnings.append(.extremeReturns(count: extreme.count, first: first))
    }
    let zeros = Double(values.count { $0 == 0 }) / Double(values.count)
    if zeros > 0.05 { warnings.append(.repeatedPrices(share: zeros)) }
    return warnings
  }

  /// - Throws: `tooShort`.
  func require(_ needed: Int) throws(CalibrationError) {
    guard count >= needed else { throw .tooShort(count: count, needed: needed) }
  }
}
