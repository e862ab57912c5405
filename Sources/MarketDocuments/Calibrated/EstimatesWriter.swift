import Calibration
import Documents
import Foundation
import LinearAlgebra
import Processes

/// The block `estimates` of a calibrated factor: standard errors, scales and correlations of its estimates.
enum EstimatesWriter {
  /// - Parameter names: Parameters that stand in the document as estimated.
  /// - Returns: No lines if none of them has a standard error.
  static func lines(_ fit: ProcessFit, _ names: [String]) -> [String] {
    let chosen = fit.parameters.indices.filter {
      names.contains(fit.parameters[$0].name) && fit.parameters[$0].standardError != nil
    }
    guard !chosen.isEmpty else { return [] }
    let parameters = chosen.map { i -> String in
      let estimate = fit.parameters[i]
      return
        "      \(estimate.name): {standardError: \(YAMLText.short(estimate.standardError ?? 0))"
        + "\(words(estimate.scale))}"
    }
    let pairs = chosen.enumerated().flatMap { k, i in
      chosen[..<k].compactMap { j -> String? in
        let c = fit.covariance
        let value = c[i, j] / (c[i, i] * c[j, j]).squareRoot()
        guard value.isFinite, abs(value) >= 5e-5 else { return nil }
        let rounded = YAMLText.short(min(max(value, -1), 1))
        return "[\(fit.parameters[j].name), \(fit.parameters[i].name), \(rounded)]"
      }
    }
    return ["    \(FactorWords.estimates):"] + parameters
      + (pairs.isEmpty ? [] : ["      correlations: [\(pairs.joined(separator: ", "))]"])
  }

  private static func words(_ scale: ParameterScale) -> String {
    switch scale {
    case .identity: ""
    case .above(let lower): ", above: \(YAMLText.number(lower))"
    case .between(let lower, let upper):
      ", within: [\(YAMLText.number(lower)), \(YAMLText.number(upper))]"
    }
  }
}
