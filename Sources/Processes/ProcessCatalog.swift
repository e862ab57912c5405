/// Every process that a market document may name.
public enum ProcessCatalog {
  public static let all: [any StochasticProcess.Type] = [
    GeometricBrownianMotion.self,
    OrnsteinUhlenbeck.self,
  ]

  /// The process with this name, or `nil`.
  public static func process(named name: String) -> (any StochasticProcess.Type)? {
    all.first { $0.name == name }
  }
}
