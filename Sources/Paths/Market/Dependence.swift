/// How the correlated shocks of one step depend on each other.
public enum Dependence: Sendable, Hashable {
  case gaussian
  /// A Student-t copula with so many degrees of freedom, redrawn at every step.
  case studentT(Double)
}
