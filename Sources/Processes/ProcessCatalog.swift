/// Every process that a market document may name.
public enum ProcessCatalog {
  /// In the order of `lstrisk list processes`.
  public static let all: [any StochasticProcess.Type] = [
    GeometricBrownianMotion.self,
    MertonJumpDiffusion.self,
    StudentTReturns.self,
    GarchT.self,
    CrashJump.self,
    StablecoinPeg.self,
    LogDiscount.self,
    RatioDiscount.self,
    OrnsteinUhlenbeck.self,
    CoxIngersollRoss.self,
    ConstantRate.self,
    IssuanceRate.self,
    ExchangeRate.self,
    ExitQueue.self,
    LogitUtilisation.self,
    KinkedRate.self,
  ]

  /// The process with this name, or `nil`.
  public static func process(named name: String) -> (any StochasticProcess.Type)? {
    all.first { $0.name == name }
  }
}
