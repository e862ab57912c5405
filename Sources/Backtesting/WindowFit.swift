import Processes

/// A process of a factor as one window of history has it.
public struct WindowFit: Sendable {
  /// Name of the estimator that gave the parameters.
  public let estimator: String
  /// Why the model's own estimator gave none; `nil` if it did.
  public let refusal: String?
  /// The process's parameters by its own names and units.
  public let parameters: [String: Double]
  let process: any StochasticProcess

  /// What a forecaster has made of a window; parameters and process belong together.
  package init(
    estimator: String, refusal: String? = nil, parameters: [String: Double],
    process: any StochasticProcess
  ) {
    self.estimator = estimator
    self.refusal = refusal
    self.parameters = parameters
    self.process = process
  }
}
