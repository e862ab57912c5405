import Glibc

/// A monotone map from the real line onto the range of a parameter.
///
/// Likelihoods are maximised on the line, where no parameter can leave its range; intervals are built
/// and parameters drawn there too, so that they stay in the range.
public enum ParameterScale: Sendable, Hashable {
  /// x = w.
  case identity
  /// x = l + e^w, above l.
  case above(Double)
  /// x = l + (u − l) / (1 + e^(−w)), between l and u.
  case between(Double, Double)

  /// x.
  public func value(_ w: Double) -> Double {
    switch self {
    case .identity: w
    case .above(let lower): lower + exp(w)
    case .between(let lower, let upper): lower + (upper - lower) / (1 + exp(-w))
    }
  }

  /// dx / dw, positive.
  public func slope(_ w: Double) -> Double {
    switch self {
    case .identity: return 1
    case .above: return exp(w)
    case .between(let lower, let upper):
      let e = exp(-abs(w))
      return (upper - lower) * e / ((1 + e) * (1 + e))
    }
  }

  /// w; infinite at the ends of the range.
  public func inverse(_ x: Double) -> Double {
    switch self {
    case .identity: x
    case .above(let lower): log(x - lower)
    case .between(let lower, let upper): log((x - lower) / (upper - x))
    }
  }
}
