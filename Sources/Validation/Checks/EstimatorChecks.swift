import RiskMeasures
import VectorMath

extension ReferenceCheck {
  static let orderStatisticInterval = ReferenceCheck(
    "estimators/order_statistic_ci",
    [
      .notCovered(
        because: "no such side",
        where: { OrderStatisticInterval.Side(rawValue: $0.word("side") ?? "") == nil }),
      .claimed("lower_rank", "upper_rank", "coverage"),
    ]
  ) { reference, figures in
    let side = OrderStatisticInterval.Side(rawValue: try reference.text("side"))
    let interval = OrderStatisticInterval.ranks(
      n: try reference.integer("n", from: 1), p: try reference.number("p", .openFraction),
      confidence: try reference.number("confidence", .openFraction), side: side ?? .twoSided)
    figures.add("lower_rank", Double(interval.lowerRank))
    figures.add("upper_rank", Double(interval.upperRank))
    figures.add("coverage", interval.coverage)
  }

  static let binomialInterval = ReferenceCheck(
    "estimators/binomial_ci", [.claimed("std_error", "wilson_*", "clopper_pearson_*")]
  ) { reference, figures in
    let trials = try reference.integer("n", from: 1)
    let estimate = ProbabilityEstimate(
      successes: min(trials, try reference.integer("successes", from: 0)), trials: trials)
    let confidence = try reference.number("confidence", .openFraction)
    let wilson = estimate.wilson(confidence: confidence)
    let exact = estimate.clopperPearson(confidence: confidence)
    figures.add("std_error", estimate.standardError)
    figures.add("wilson_low", wilson.lower)
    figures.add("wilson_high", wilson.upper)
    figures.add("clopper_pearson_low", exact.lower)
    figures.add("clopper_pearson_high", exact.upper)
  }

  /// Summaries of shards, folded in the order of the case.
  static let momentMerge = ReferenceCheck(
    "estimators/moment_merge",
    [
      .claimed(
        "n", "mean", "variance", "sample_variance", "min", "max", "skewness", "excess_kurtosis")
    ]
  ) { reference, figures in
    var moments = RunningMoments()
    for block in try reference.lists("blocks") { moments.merge(RunningMoments(block)) }
    figures.add("n", Double(moments.count))
    figures.addOrUndefined("mean", moments.count > 0 ? moments.mean : nil)
    figures.addOrUndefined("variance", moments.count > 0 ? moments.variance : nil)
    figures.addOrUndefined("sample_variance", moments.count > 1 ? moments.sampleVariance : nil)
    figures.addOrUndefined("min", moments.count > 0 ? moments.minimum : nil)
    figures.addOrUndefined("max", moments.count > 0 ? moments.maximum : nil)
    figures.addOrUndefined("skewness", moments.skewness)
    figures.addOrUndefined("excess_kurtosis", moments.excessKurtosis)
  }

  /// Accuracy on the data sets that the case names, which are made from their definitions.
  static let univariateStatistics = ReferenceCheck(
    "estimators/univariate_statistics",
    [
      .notCovered(
        because: "no definition of such a data set",
        where: { AccuracyData.values(of: $0.word("dataset") ?? "") == nil }),
      .claimed("mean", "sd", "lag1"),
    ]
  ) { reference, figures in
    let values = AccuracyData.values(of: try reference.text("dataset")) ?? []
    let moments = RunningMoments(values)
    figures.add("mean", moments.mean)
    figures.add("sd", moments.standardDeviation)
    figures.addOrUndefined("lag1", lagOneAutocorrelation(values))
  }

  /// Measures of small samples with ties and fractional tails.
  static let sampleVarEs = ReferenceCheck(
    "portfolio/sample_var_es_definitions",
    [
      .claimed("var_lower", "var_upper", "quantile_type1", "es_acerbi_tasche"),
      .notCovered(
        "quantile_*", because: "VaR and quantiles are the left-continuous inverse, type 1"),
      .notCovered("es_tail_mean", because: "it is not coherent where losses tie"),
    ]
  ) { reference, figures in
    let sample = try LossSample(try reference.numbers("losses"))
    let level = Level(try reference.number("alpha", .openFraction))
    figures.add("var_lower", sample.valueAtRisk(level: level).value)
    figures.add("var_upper", sample.valueAtRiskUpper(level: level).value)
    figures.add("quantile_type1", sample.quantiles([level])[0])
    figures.add("es_acerbi_tasche", sample.expectedShortfall(level: level).value)
  }
}

extension ReferenceFigures {
  /// Adds a number, or the word that tables write where there is none.
  mutating func addOrUndefined(_ quantity: String, _ value: Double?, word: String = "undefined") {
    if let value { add(quantity, value) } else { add(quantity, word: word) }
  }
}
