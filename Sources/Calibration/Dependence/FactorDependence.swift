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
    /// ρ; `nil` where history does not decide it.
    public let correlation: Double?
    /// Why there is no correlation; `nil` where there is one.
    public let absence: DependenceAbsence?
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
  /// A t copula on the intervals that all factors with a fit share; `nil` where `copulaAbsence` says why.
  public let copula: StudentTCopula?
  /// Why there is no copula; `nil` where there is one.
  public let copulaAbsence: DependenceAbsence?
  /// Intervals that all factors with a fit share; 0 for fewer than two of them.
  public let commonCount: Int
  /// Their usual length in days; 0 if there are none.
  public let commonInterval: Double
  /// δ of the shrinkage, in [0, 1]; `nil` for another estimator, and where `shrinkageAbsence` says why.
  public let shrinkage: Double?
  /// Why Ledoit and Wolf's rule could not be used although it was asked for: pairs are Kendall's.
  public let shrinkageAbsence: DependenceAbsence?
  /// What a reader should know, the gravest first.
  public let warnings: [FactorFit.Warning]

  init(_ plan: DependencePlan, _ fits: [FactorFit]) {
    self.plan = plan
    let series = plan.factors.compactMap { name in
      fits.first { $0.plan.factor == name && $0.fit != nil }
        .map { (name: name, track: InnovationTrack($0)) }
    }
    let common = SharedIntervals(series.count > 1 ? series.map(\.track) : [])
    commonCount = common.count
    commonInterval = common.step
    let (observations, absence) = Self.observations(common)
    let shrunk = plan.estimator == .ledoitWolf ? observations.map { LedoitWolf(of: $0) } : nil
    shrinkage = shrunk?.shrinkage
    shrinkageAbsence = plan.estimator == .ledoitWolf ? absence : nil
    (copula, copulaAbsence) = Self.copula(observations, otherwise: absence)
    var pairs: [Pair] = []
    var warnings: [FactorFit.Warning] = []
    for j in series.indices {
      for i in 0..<j {
        let shared = SharedIntervals([series[i].track, series[j].track])
        let names = (series[i].name, series[j].name)
        let tau = Self.kendall((shared.columns[0], shared.columns[1]))
        let isDecided = shrunk != nil || tau != nil
        pairs.append(
          Pair(
            first: names.0, second: names.1,
            correlation: shrunk?.correlation[i, j] ?? tau?.ellipticalCorrelation,
            absence: isDecided ? nil : Self.absence(shared),
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

  /// Innovations of all factors over the intervals that they share, or why there are none.
  private static func observations(
    _ common: SharedIntervals
  ) -> (Observations?, DependenceAbsence?) {
    guard common.columns.count > 1 else { return (nil, .fits) }
    guard common.count >= DependencePlan.leastCount else {
      return (nil, .intervals(common.count, days: common.step))
    }
    do {
      return (try Observations(columns: common.columns), nil)
    } catch {
      return (nil, .failure("\(error)"))
    }
  }

  private static func copula(
    _ observations: Observations?, otherwise absence: DependenceAbsence?
  ) -> (StudentTCopula?, DependenceAbsence?) {
    guard let observations else { return (nil, absence) }
    do {
      return (try StudentTCopula(of: observations), nil)
    } catch {
      return (nil, .failure("\(error)"))
    }
  }

  /// Why Kendall's τ is `nil`.
  private static func absence(_ shared: SharedIntervals) -> DependenceAbsence {
    shared.count < DependencePlan.leastCount
      ? .intervals(shared.count, days: shared.step)
      : .failure("the residuals of one of the two are all equal over their common intervals")
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
    let shifts = [("later", shared.lagged), ("earlier", shared.led)]
    return shifts.compactMap { word, pairs in
      kendall(pairs).flatMap { shifted in
        StepShift.words(names, tau, shifted, "\(SeriesStep.length(shared.step)) \(word)")
      }.map { FactorFit.Warning(text: $0, consequence: .likelySlip) }
    }
  }
}
