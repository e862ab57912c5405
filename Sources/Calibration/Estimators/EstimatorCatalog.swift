/// Every estimator of a process by name.
public enum EstimatorCatalog {
  /// Estimators from returns, in the order of `lstrisk list estimators`.
  public static let all: [any ProcessEstimator.Type] = [
    ConstantVolatilityEstimator.self,
    EwmaEstimator.self,
    StudentTEstimator.self,
    GarchEstimator.self,
    MertonEstimator.self,
  ]

  /// Estimators of levels: rates, discounts, waits.
  public static let levels: [any LevelEstimator.Type] = [
    DiscountEstimator.self,
    RewardRateEstimator.self,
    UtilisationEstimator.self,
    PegEstimator.self,
    ExitQueueEstimator.self,
  ]

  /// The options of all estimators of returns, each key once.
  public static var options: [EstimatorOption] {
    var found: [EstimatorOption] = []
    for option in all.flatMap({ $0.options }) where !found.contains(where: { $0.key == option.key })
    {
      found.append(option)
    }
    return found
  }

  /// The estimator with this name, or `nil`.
  public static func estimator(named name: String) -> (any ProcessEstimator.Type)? {
    all.first { $0.name == name }
  }

  /// The estimator of levels with this name, or `nil`.
  public static func levelEstimator(named name: String) -> (any LevelEstimator.Type)? {
    levels.first { $0.name == name }
  }
}
