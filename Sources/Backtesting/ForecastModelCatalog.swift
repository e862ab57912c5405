import Calibration

/// Every model that a backtest may name; the process of each has one shock and no inputs.
public enum ForecastModelCatalog {
  /// In the order of their names in lists.
  public static let all: [ForecastModel] = [
    ForecastModel(garch, substitutes: [StudentTEstimator()]),
    ForecastModel(
      garch, substitutes: [StudentTEstimator()], start: .document, name: "garch-t-ewma-start",
      summary: "garch-t that starts from an exponentially weighted variance (0.94)"),
    ForecastModel(StudentTEstimator()),
    ForecastModel(EwmaEstimator()),
    ForecastModel(ConstantVolatilityEstimator()),
  ]

  /// The model with this name, or `nil`.
  public static func model(named name: String) -> ForecastModel? { all.first { $0.name == name } }

  /// GARCH-t whose α + β is held at 0.9999 where the likelihood wants more.
  private static var garch: GarchEstimator {
    var estimator = GarchEstimator()
    estimator.persistence = .limited(to: 0.9999)
    return estimator
  }
}
