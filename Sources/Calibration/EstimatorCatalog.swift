/// Every estimator of a process by name.
public enum EstimatorCatalog {
  public static let all: [any ProcessEstimator.Type] = [
    ConstantVolatilityEstimator.self,
    EwmaEstimator.self,
    StudentTEstimator.self,
    GarchEstimator.self,
    MertonEstimator.self,
  ]

  /// The estimator with this name, or `nil`.
  public static func estimator(named name: String) -> (any ProcessEstimator.Type)? {
    all.first { $0.name == name }
  }
}
