public import LinearAlgebra

/// How dependence between factors is estimated.
public struct DependencePlan: Sendable {
  public enum Estimator: String, Sendable, CaseIterable {
    /// sin(πτ/2) of Kendall's rank correlation, pair by pair.
    case kendall
    /// Correlations of the normal scores, shrunk towards 0 by Ledoit and Wolf's rule.
    case ledoitWolf = "ledoit-wolf"
  }

  public let estimator: Estimator
  /// Factors whose innovations are compared.
  public let factors: [String]

  public init(_ estimator: Estimator, factors: [String]) {
    self.estimator = estimator
    self.factors = factors
  }

  /// Fewest common days of two factors.
  public static let leastCount = 60
}

/// Dependence of the innovations of factors on days that they share.
public struct FactorDependence: Sendable {
  /// One pair of factors.
  public struct Pair: Sendable, Hashable {
    public let first: String
    public let second: String
    /// ρ; `nil` where the two share too few days.
    public let correlation: Double?
    /// `nil` where the estimator has none.
    public let standardError: Double?
    /// Days that both have.
    public let count: Int
  }

  public let plan: DependencePlan
  /// Every pair of factors that have a fit.
  public let pairs: [Pair]
  /// Degrees of freedom of a t copula on the days that all factors share; `nil` if there are too few.
  public let copula: StudentTCopula?
  /// Why there is no copula although there are days enough.
  public let copulaFailure: String?
  /// Days that all factors share.
  public let commonCount: Int
  /// δ of the shrinkage, in [0, 1]; `nil` for another estimator.
  public let shrinkage: Double?

  init(_ plan: DependencePlan, _ fits: [FactorFit]) {
    self.plan = plan
    let series = plan.factors.compactMap { name in
      fits.first { $0.plan.factor == name && $0.fit != nil }
        .map { (name: name, scores: Self.scores($0)) }
    }
    let common = Self.common(series.map(\.scores))
    commonCount = common.first?.count ?? 0
    let isLongEnough = series.count > 1 && commonCount >= DependencePlan.leastCount
    var failure: String?
    var observations: Observations?
    do {
      if isLongEnough { observations = try Observations(columns: common) }
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
    for j in series.indices {
      for i in 0..<j {
        let (x, y) = Self.shared(series[i].scores, series[j].scores)
        var correlation: Double?
        var error: Double?
        if let shrunk {
          correlation = shrunk.correlation[i, j]
        } else if x.count >= DependencePlan.leastCount {
          let tau = KendallTau(x, y)
          correlation = tau.ellipticalCorrelation
          error = tau.ellipticalCorrelationError
        }
        pairs.append(
          Pair(
            first: series[i].name, second: series[j].name, correlation: correlation,
            standardError: error, count: shrunk == nil ? x.count : commonCount))
      }
    }
    self.pairs = pairs
  }

  /// Normal scores of a factor's innovations by the day on which its step ends.
  private static func scores(_ fit: FactorFit) -> [Int: Double] {
    let values = fit.fit?.normalScores ?? []
    return Dictionary(
      zip(fit.residualDays.map { Int($0.rounded()) }, values), uniquingKeysWith: { $1 })
  }

  private static func shared(
    _ a: [Int: Double], _ b: [Int: Double]
  ) -> (x: [Double], y: [Double]) {
    let columns = common([a, b])
    return (columns[0], columns[1])
  }

  /// The values of every series on the days that all have, in the order of time.
  private static func common(_ series: [[Int: Double]]) -> [[Double]] {
    guard let first = series.first else { return [] }
    let days = first.keys.filter { day in series.allSatisfy { $0[day] != nil } }.sorted()
    return series.map { values in days.compactMap { values[$0] } }
  }
}
