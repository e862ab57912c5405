import Calibration
import Foundation
import Market

extension ReferenceCheck {
  /// The benchmark of GARCH(1,1) with normal innovations, in the data's per cent: the fit, or the
  /// likelihood at given parameters.
  static let garchFit = ReferenceCheck(
    "timeseries/garch_fit",
    [
      .notCovered(
        because: "no such model",
        where: { garchModel(of: $0) == nil && $0.word("model") != fittedGarch }),
      .claimed(
        "mu", "omega", "alpha", "beta", "published_*", "loglik", "se_hessian_*", "se_opg_*",
        "se_robust_*", "h_1", "h_last", "h_next", "unconditional_variance"),
    ]
  ) { reference, figures in
    let values = try reference.data()
    guard let model = garchModel(of: reference) else {
      return try addGarchFit(try ReturnSeries(values), to: &figures)
    }
    let filtered = try model.filter(values, start: .sample)
    figures.add("loglik", filtered.logLikelihood)
    figures.addOrUndefined("h_last", filtered.variances.last)
  }

  private static let fittedGarch = "constant mean, GARCH(1,1), normal"

  /// `filter only: [mu, omega, alpha, beta]`.
  private static func garchModel(of reference: ReferenceCase) -> GarchModel? {
    guard let word = reference.word("model"), word.hasPrefix("filter only: ["), word.hasSuffix("]")
    else { return nil }
    let values = word.dropFirst(14).dropLast().split(separator: ",").compactMap {
      Double($0.trimmingPrefix(" "))
    }
    guard values.count == 4, values[1] > 0, values[2] >= 0, values[3] >= 0 else { return nil }
    return GarchModel(mean: values[0], omega: values[1], alpha: values[2], beta: values[3])
  }

  private static func addGarchFit(
    _ returns: ReturnSeries, to figures: inout ReferenceFigures
  ) throws {
    var estimator = GarchEstimator()
    estimator.innovations = .normal
    estimator.startVariance = .sample
    let kinds: [(CovarianceEstimator, String)] = [
      (.observedInformation, "se_hessian"), (.outerProduct, "se_opg"), (.sandwich, "se_robust"),
    ]
    for (kind, prefix) in kinds {
      estimator.covariance = kind
      let fit = try estimator.fit(returns)
      for (parameter, name) in zip(fit.parameters, ["mu", "omega", "alpha", "beta"]) {
        figures.add(name, parameter.value, note: kind.rawValue)
        figures.add("published_\(name)", parameter.value, note: kind.rawValue)
        if let error = parameter.standardError { figures.add("\(prefix)_\(name)", error) }
      }
      figures.add("loglik", fit.logLikelihood, note: kind.rawValue)
      figures.addOrUndefined(
        "unconditional_variance", GarchModel(fit).unconditionalVariance, word: "infinite")
      figures.addOrUndefined("h_1", fit.variances?.first)
      figures.addOrUndefined("h_last", fit.variances?.last)
      figures.addOrUndefined("h_next", fit.nextVariance)
    }
  }

  static let ewma = ReferenceCheck(
    "timeseries/ewma",
    [
      .claimed(
        "variance", "annual_vol_365", "annual_vol_252", "effective_observations", "half_life",
        "weight_last")
    ]
  ) { reference, figures in
    let ewma = EwmaVolatility(decay: try reference.number("lambda", .openFraction))
    let variance = ewma.variance(
      of: try reference.numbers("returns"),
      initial: try reference.number("initial_variance", .nonNegative))
    figures.add("variance", variance)
    figures.add("annual_vol_365", (365 * variance).squareRoot())
    figures.add("annual_vol_252", (252 * variance).squareRoot())
    figures.add("effective_observations", ewma.effectiveObservations)
    figures.add("half_life", ewma.halfLife)
    figures.add("weight_last", 1 - ewma.decay)
  }

  static let ouCalibration = ReferenceCheck(
    "timeseries/ou_calibration",
    [
      .claimed(
        "c", "b", "kappa", "theta", "sigma", "residual_sd", "half_life", "loglik", "se_b",
        "se_kappa")
    ]
  ) { reference, figures in
    let values = try reference.data()
    let step = TimeStep(length: try reference.number("dt", .positive))
    let regression = try Autoregression(values)
    let fit = try OrnsteinUhlenbeckEstimator().fit(values, step: step)
    figures.add("c", regression.intercept)
    figures.add("b", regression.slope)
    figures.add("se_b", regression.slopeError)
    figures.add("residual_sd", regression.residualDeviation)
    figures.add("kappa", fit["speed"].value)
    figures.add("theta", fit["mean"].value)
    figures.add("sigma", fit["volatility"].value)
    figures.add("half_life", log(2) / fit["speed"].value)
    figures.add("loglik", fit.logLikelihood)
    if let error = fit["speed"].standardError { figures.add("se_kappa", error) }
  }

  static let dependenceEstimators = ReferenceCheck(
    "timeseries/dependence_estimators",
    [.claimed("pearson", "spearman", "kendall_tau_b", "cov_n1", "ewma_corr_094")]
  ) { reference, figures in
    let x = try reference.numbers("x")
    let y = try reference.numbers("y", count: x.count)
    figures.addOrUndefined("pearson", Dependence.pearson(x, y))
    figures.addOrUndefined("spearman", Dependence.spearman(x, y))
    figures.addOrUndefined("kendall_tau_b", Dependence.kendall(x, y))
    figures.add("cov_n1", Dependence.covariance(x, y))
    figures.addOrUndefined(
      "ewma_corr_094", Dependence.exponentiallyWeighted(x, y, decay: 0.94))
  }
}
