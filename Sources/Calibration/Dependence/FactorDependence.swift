import Diagnostics
import Foundation
public import LinearAlgebra

/// How dependence between factors is estimated.
public struct DependencePlan: Sendable {
  /// How a correlation is found.
  public enum Estimator: String, Sendable, CaseIterable {
    /// sin(πτ/2) of Kendall's rank correlation, pair by pair.
    case kendall
    /// Correlations of the normal scores, shrunk towards 0 by Ledoit and Wolf's rule.
    case ledoitWolf = "ledoit-wolf"
  }

  /// How the correlations are found.
  public let estimator: Estimator
  /// Factors whose innovations are compared.
  public let factors: [String]

  /// Compares the innovations of these factors, named as in the market document.
  public init(_ estimator: Estimator, factors: [String]) {
    self.estimator = estimator
    self.factors = factors
  }

  /// Fewest common intervals of two factors.
  public static let leastCount = 60
}

/// Dependence of the innovations of factors over intervals that they share.
public struct FactorDependence: Sendable {
  /// One pair of factors.
  public struct Pair: Sendable, Hashable {
    /// The factor that the plan names earlier.
    public let first: String
    /// The other factor.
    public let second: String
    /// ρ; `nil` where the two share too few intervals.
    public let correlation: Double?
    /// `nil` where the estimator has none.
    public let standardError: Double?
    /// Intervals that both have.
    public let count: Int
    /// Their usual length in days; 0 if there are none.
    public let interval: Double
  }

  /// What was asked for.
  public let plan: DependencePlan
  /// Every pair of factors that have a fit.
  public let pairs: [Pair]
  /// Degrees of freedom of a t copula on the intervals that all factors share; `nil` if there are too few.
  public let copula: StudentTCopula?
  /// Why there is no copula although there are intervals enough.
  public let copulaFailure: String?
  /// Intervals that all factors share.
  public let commonCount: Int
  /// δ of the shrinkage, in [0, 1]; `nil` for another estimator.
  public let shrinkage: Double?
  /// What a reader should know, the gravest first.
  public let warnings: [FactorFit.Warning]

  init(_ plan: DependencePlan, _ fits: [FactorFit]) {
    self.plan = plan
    let series = plan.factors.compactMap { name in
      fits.first { $0.plan.factor == name && $0.fit != nil }
        .map { (name: name, track: InnovationTrack($0)) }
    }
    let common = SharedIntervals(series.map(\.track))
    commonCount = common.count
    let isLongEnough = series.count > 1 && commonCount >= DependencePlan.leastCount
    var failure: String?
    var observations: Observations?
    do {
      if isLongEnough { observations = try Observations(columns: common.columns) }
    } catch { failure = "\(error)" }
    let shrunk = plan.estimator == .ledoitWolf ? observations.map { LedoitWolf(of: $0) } : nil
    shrinkage = shrunk?.shrinkage
    var copula: StudentTCopula?
    do {
      if let observations { copula = try StudentTCopula(of: observations) }
    } catch { failure = "\(error)" }
    self.copula = copula
    copulaFailure = failure
    var pairs: [Pair] = []
    var warnings: [FactorFit.Warning] = []
    for j in series.indices {
      for i in 0..<j {
        let shared = SharedIntervals([series[i].track, series[j].track])
        let names = (series[i].name, series[j].name)
        let tau = Self.kendall((shared.columns[0], shared.columns[1]))
        pairs.append(
          Pair(
            first: names.0, second: names.1,
            correlation: shrunk?.correlation[i, j] ?? tau?.ellipticalCorrelation,
            standardError: shrunk == nil ? tau?.ellipticalCorrelationError : nil,
            count: shrunk == nil ? shared.count : commonCount,
            interval: shrunk == nil ? shared.step : common.step))
        warnings += Self.stepWarning(names, (series[i].track, series[j].track), shared)
        warnings += Self.lagWarning(names, shared, tau)
      }
    }
    self.pairs = pairs
    self.warnings = warnings.sorted { $0.consequence < $1.consequence }
  }

  /// Kendall's τ; `nil` for too few pairs or a constant.
  private static func kendall(_ pairs: (x: [Double], y: [Double])) -> KendallTau? {
    let isConstant = [pairs.x, pairs.y].contains { values in
      values.allSatisfy { $0 == values[0] }
    }
    guard pairs.x.count >= DependencePlan.leastCount, !isConstant else { return nil }
    return KendallTau(pairs.x, pairs.y)
  }

  /// Histories of two steps meet in the longer one.
  private static func stepWarning(
    _ names: (String, String), _ tracks: (InnovationTrack, InnovationTrack),
    _ shared: SharedIntervals
  ) -> [FactorFit.Warning] {
    let steps = (tracks.0.step, tracks.1.step)
    guard !SeriesStep.isOne(min(steps.0, steps.1), of: max(steps.0, steps.1)) else { return [] }
    let words = (SeriesStep.length(steps.0), SeriesStep.length(steps.1))
    let found =
      shared.count == 0
      ? "they have no interval in common"
      : "their correlation is over \(shared.count) common intervals of \(SeriesStep.length(shared.step))"
    return [
      FactorFit.Warning(
        text: "\(names.0) has steps of \(words.0), \(names.1) of \(words.1): \(found)",
        consequence: .remark)
    ]
  }

  /// A correlation that is far larger a step later or earlier belongs to series a step apart.
  private static func lagWarning(
    _ names: (String, String), _ shared: SharedIntervals, _ tau: KendallTau?
  ) -> [FactorFit.Warning] {
    guard let tau else { return [] }
    let now = tau.ellipticalCorrelation
    let shifts = [("later", shared.lagged), ("earlier", shared.led)]
    return shifts.compactMap { word, pairs in
      guard let shifted = kendall(pairs) else { return nil }
      let then = shifted.ellipticalCorrelation
      let (a, b) = (tau.ellipticalCorrelationError, shifted.ellipticalCorrelationError)
      guard abs(then) - abs(now) > 2 * (a * a + b * b).squareRoot() else { return nil }
      func short(_ x: Double) -> String { String(format: "%.2f", x) }
      let text =
        "\(names.0) and \(names.1) correlate by \(short(now)), but by \(short(then)) with "
        + "\(names.1) \(SeriesStep.length(shared.step)) \(word): is one of the two dated a step off?"
      return FactorFit.Warning(text: text, consequence: .likelySlip)
    }
  }
}
