import Paths
import Processes

/// Shocks of one step as the engine's shock machinery makes them, by shock, then by path.
enum EngineShocks {
  /// Correlated standard normals, whose dependence may be a Student-t copula.
  ///
  /// A geometric Brownian motion with volatility 1 and drift ½ over a year has them as log returns.
  static func normals(
    correlation: [[Double]], dependence: Dependence, paths: Int
  ) throws -> [[Double]] {
    var market = EngineMarket(years: 1, steps: 1)
    market.dependence = dependence
    for i in correlation.indices {
      try market.add(
        "shock\(i)", GeometricBrownianMotion.self, ["drift": 0.5, "volatility": 1])
      for j in 0..<i { market.correlate("shock\(i)", "shock\(j)", correlation[i][j]) }
    }
    return try returns(market, paths: paths)
  }

  /// Student-t numbers of unit scale with a common chi-square: the multivariate t law.
  ///
  /// Log returns of `student-t` at a small scale, where neither the clamp nor its mean matter, under
  /// a dependence with the same ν.
  static func studentT(
    correlation: [[Double]], degreesOfFreedom nu: Double, paths: Int
  ) throws -> [[Double]] {
    let scale = 1e-3
    var market = EngineMarket(years: 1 / 365, steps: 1)
    if correlation.count > 1 { market.dependence = .studentT(nu) }
    let parameters = ["scale": scale, "degreesOfFreedom": nu, "bound": 10]
    for i in correlation.indices {
      try market.add("shock\(i)", StudentTReturns.self, parameters)
      for j in 0..<i { market.correlate("shock\(i)", "shock\(j)", correlation[i][j]) }
    }
    let logMean = try market.make(StudentTReturns.self, parameters).logMean
    return try returns(market, paths: paths).map { $0.map { ($0 + logMean) / scale } }
  }

  private static func returns(_ market: EngineMarket, paths: Int) throws -> [[Double]] {
    let builder = try market.build()
    let columns = market.factors.compactMap {
      builder.column(of: .logReturn, factor: $0.name)
    }
    return HorizonSample(try market.plan(builder, paths: paths), columns: columns).states
  }
}
