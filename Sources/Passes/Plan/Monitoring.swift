/// When liquidation is checked.
public enum Monitoring: String, Sendable, CaseIterable {
  /// At the end of every step.
  case steps
  /// Also between steps, by the Brownian bridge, for accounts whose health is one lognormal ratio.
  case bridge
}
