import Calibration
import Diagnostics
import Market
import Processes

/// Turns windows of one factor's history into processes, in the order of time.
package protocol Forecaster: Sendable {
  /// - Throws: `CalibrationError` if nothing can be made of the window.
  mutating func fit(_ returns: ReturnSeries) throws(CalibrationError) -> WindowFit
}

/// Refits a model to window after window, each from the fit before.
struct RollingFit: Forecaster {
  private let model: ForecastModel
  /// By estimator of the model.
  private var previous: [ProcessFit?]

  init(_ model: ForecastModel) {
    self.model = model
    previous = Array(repeating: nil, count: model.estimators.count)
  }

  mutating func fit(_ returns: ReturnSeries) throws(CalibrationError) -> WindowFit {
    var refusal: String?
    for (i, estimator) in model.estimators.enumerated() {
      do {
        let fit = try estimator.fit(returns, from: previous[i])
        previous[i] = fit
        let parameters = parameters(fit, step: returns.step)
        if let process = Self.process(named: fit.process, parameters) {
          return WindowFit(
            estimator: type(of: estimator).name, refusal: refusal, parameters: parameters,
            process: process)
        }
        refusal = refusal ?? "the process \(fit.process) does not take the parameters"
      } catch {
        previous[i] = nil
        refusal = refusal ?? error.description
      }
    }
    let volatility = FixedDecayVolatility.annualVolatility(of: returns)
    let parameters = ["volatility": volatility]
    guard let process = Self.process(named: "geometric-brownian-motion", parameters) else {
      throw .constant(value: returns.values[0])
    }
    return WindowFit(
      estimator: FixedDecayVolatility.name, refusal: refusal, parameters: parameters,
      process: process)
  }

  /// The fit's parameters, with the start that the model asks for.
  private func parameters(_ fit: ProcessFit, step: TimeStep) -> [String: Double] {
    var parameters = fit.processParameters
    if model.start == .filtered, parameters["initialVolatility"] != nil,
      let variance = fit.nextVariance
    {
      parameters["initialVolatility"] = (variance / step.length).squareRoot()
    }
    return parameters
  }

  /// The process of a catalogue name; `nil` if it refuses the parameters.
  static func process(
    named name: String, _ parameters: [String: Double]
  ) -> (any StochasticProcess)? {
    guard let type = ProcessCatalog.process(named: name) else { return nil }
    let here = SourceLocation(file: name)
    var errors: [InputError] = []
    guard
      let table = ParameterTable(
        parameters.mapValues { ($0, here) }, declared: type.parameters, owner: name, at: here,
        errors: &errors)
    else { return nil }
    do { return try type.init(table, step: TimeStep(days: 1)) } catch { return nil }
  }
}
