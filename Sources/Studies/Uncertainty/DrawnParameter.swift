public import Processes

/// A parameter with the error of its estimate.
public struct DrawnParameter: Sendable, Hashable {
  /// The process's name of the parameter.
  public let name: String
  /// The estimate, inside the range of its scale.
  public let value: Double
  /// In the unit of the value; positive.
  public let standardError: Double
  /// What the law of the estimate is normal on.
  public let scale: ParameterScale

  /// - Precondition: `standardError` > 0, and `value` lies strictly inside the range of `scale`.
  public init(name: String, value: Double, standardError: Double, scale: ParameterScale) {
    precondition(standardError > 0, "a parameter that is drawn has a standard error")
    precondition(scale.inverse(value).isFinite, "an estimate lies inside the range of its scale")
    self.name = name
    self.value = value
    self.standardError = standardError
    self.scale = scale
  }

  /// The parameter so many standard errors from its estimate, by the delta method on its scale:
  /// g(g⁻¹(x̂) + z s / g'(g⁻¹(x̂))).
  func value(at z: Double) -> Double {
    let w = scale.inverse(value)
    return scale.value(w + z * standardError / scale.slope(w))
  }
}
