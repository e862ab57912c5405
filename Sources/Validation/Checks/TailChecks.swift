import Calibration
import Foundation

extension ReferenceCheck {
  /// Tails of known parameters.
  static let paretoClosedForm = ReferenceCheck(
    "evt/gpd_closed_form", [.claimed("var", "es", "mean_excess_at_var")]
  ) { reference, figures in
    let tail = ParetoTail(
      shape: try reference.number("xi"), scale: try reference.number("beta", .positive),
      threshold: try reference.number("u"),
      exceedanceProbability: try reference.number("exceed_prob", .openFraction))
    let level = try reference.number("alpha", .openFraction)
    let valueAtRisk = tail.valueAtRisk(level: level)
    let shortfall = tail.expectedShortfall(level: level)
    figures.add("var", valueAtRisk)
    figures.addOrUndefined("es", shortfall, word: "infinite")
    figures.addOrUndefined(
      "mean_excess_at_var", shortfall.map { $0 - valueAtRisk }, word: "infinite")
  }

  /// Maximum likelihood above a threshold.
  static let paretoFit = ReferenceCheck(
    "evt/gpd_fit",
    [.claimed("n", "n_u", "xi", "beta", "loglik", "se_xi", "se_beta", "hill", "var_*", "es_*")]
  ) { reference, figures in
    let losses = try reference.data()
    let fit = try TailEstimator(.value(try reference.number("threshold"))).fit(losses)
    figures.add("n", Double(fit.observationCount))
    figures.add("n_u", Double(fit.exceedanceCount))
    figures.add("loglik", fit.logLikelihood)
    for (parameter, name) in zip(fit.parameters, ["xi", "beta"]) {
      figures.add(name, parameter.value)
      if let error = parameter.standardError { figures.add("se_\(name)", error) }
    }
    figures.add("hill", hillEstimate(losses, count: fit.exceedanceCount))
    for row in reference.rows {
      guard let (measure, level) = levelled(row.quantity), level >= fit.tail.lowestLevel else {
        continue
      }
      if measure == "var" {
        figures.add(row.quantity, fit.valueAtRisk(level: level).value)
      } else if measure == "es" {
        figures.addOrUndefined(
          row.quantity, fit.expectedShortfall(level: level)?.value, word: "infinite")
      }
    }
  }

  /// `var_0.99` as a measure and a level.
  private static func levelled(_ quantity: String) -> (measure: Substring, level: Double)? {
    let parts = quantity.split(separator: "_")
    guard parts.count == 2, let level = Double(parts[1]), level > 0, level < 1 else { return nil }
    return (parts[0], level)
  }
}
