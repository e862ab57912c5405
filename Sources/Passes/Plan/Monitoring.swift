/// When liquidation is checked.
public enum Monitoring: String, Sendable, CaseIterable {
  /// At the end of every step.
  case steps
  /// Also between steps, by the Brownian bridge, for accounts whose health is one lognormal ratio.
  case bridge
  /// Also at checks inside the steps, on the paths where they matter: `PathPlan.intraday`.
  case intraday
}
