/// Every kind of table that the engine claims, and why it does not claim others.
package enum ReferenceCatalog {
  /// By folder, in the order of the floors.
  package static let all: [ReferenceCheck] = [
    .counterKnownAnswers, .uniformConversion,
    .inverseNormal, .normalCdf, .studentT, .bivariateNormal,
    .gbmTerminal, .ouTransition, .cirTransition, .mertonTerminal, .lstTerminal,
    .firstPassageContinuous, .firstPassageRatio, .firstPassageDiscrete, .brownianBridgeCrossing,
    .intradayMinimum, .intradayRun,
    .ellipticalVarEs, .standardVarEs, .basketLognormal, .sampleVarEs,
    .tailDependence,
    .cholesky, .nearestCorrelation, .ledoitWolf,
    .orderStatisticInterval, .binomialInterval, .univariateStatistics, .momentMerge,
    .garchFit, .ewma, .ouCalibration, .dependenceEstimators, .paretoFit, .paretoClosedForm,
    .kupiecRatio, .kupiecRegion, .kupiecSizePower, .christoffersen, .christoffersenCounts,
    .trafficLight, .acerbiSzekely, .shortfallCriticalValues, .transformTests,
    .baselScaling,
    .kinkedRate, .accountHealth, .aaveLiquidation, .ethIssuance, .rewardAccrual, .leverageLoop,
    .constantProductSwap, .stableSwap,
    .poolSwap, .routeSplit, .quoteDepth, .stableSwapFromDiscount, .impactDecay, .liquidatorGate,
    .cascadeSmall, .cascadePaths,
    .decimalToDouble, .doubleToDecimal, .civilDates, .sha256,
    .cellVerdicts, .exportCells,
  ]

  /// Reasons by table or by folder; the longest name decides.
  static let reasons: [String: String] = [
    "haircut/exposure_after_haircut": "reports value positions, not exposures net of haircuts",
    "haircut/quantile_haircut": "policies take quantiles from history, not from a law",
    "barrier/ou_hitting":
      "no account's health is an Ornstein-Uhlenbeck process, so nothing monitors one between steps",
    "distributions/distributions": "the tests of the laws themselves read this table",
    "estimators/autocorrelated_mean": "paths are independent: no estimator of dependent means",
    "estimators/required_paths": "the engine states errors and plans no number of paths",
    "portfolio/gaussian_quadratic_form": "accounts are valued in full: no quadratic approximation",
    "processes/heston_terminal": "no process with a stochastic variance of this form",
    "protocol/aave_account_integer":
      "accounts are valued in doubles; the contract's integer arithmetic is left out",
    "protocol/aave_rate_ray":
      "rates are computed in doubles; the contract's integer arithmetic is left out",
    "rng/sobol_points": "quasi-random points are not built yet",
    "rng/stat_test_thresholds": "statistical tests state their tolerance in standard errors",
  ]
  static let unknownTable = "no check of a table of this name"

  /// The check of a table, or `nil`.
  static func check(of table: String) -> ReferenceCheck? { all.first { $0.table == table } }

  /// Why a table without a check is not covered.
  static func reason(for table: String) -> String {
    let folder = table.prefix { $0 != "/" }
    return reasons[table] ?? reasons[String(folder)] ?? unknownTable
  }
}
