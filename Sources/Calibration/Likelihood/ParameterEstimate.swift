public import Processes

/// One estimated parameter.
public struct ParameterEstimate: Sendable, Hashable {
  /// The process's name of the parameter where it has one.
  public let name: String
  /// The unit in words, for example `per year`.
  public let unit: String
  /// In `unit`, inside the range of the parameter.
  public let value: Double
  /// Standard error, in the unit of the value; `nil` for a parameter that was held.
  public let standardError: Double?
  /// 95 % confidence interval inside the parameter's range; `nil` for a parameter that was held.
  ///
  /// Wald's interval on the scale that the range has been stretched to (the logarithm of a positive
  /// number, the log odds of a fraction), mapped back: value and interval are not centred.
  public let interval: ClosedRange<Double>?
  /// The scale that the interval is symmetric on; the identity for a parameter that was held.
  public let scale: ParameterScale

  /// Φ⁻¹(0.975).
  static let intervalWidth = 1.959963984540054

  /// A parameter with a standard error; `scale` is what its interval is symmetric on.
  init(name: String, unit: String, value: Double, standardError: Double, scale: ParameterScale) {
    self.name = name
    self.unit = unit
    self.value = value
    self.standardError = standardError
    self.scale = scale
    let w = scale.inverse(value)
    let half = Self.intervalWidth * standardError / scale.slope(w)
    interval = scale.value(w - half)...scale.value(w + half)
  }

  /// A parameter that was held.
  init(name: String, unit: String, held value: Double) {
    self.name = name
    self.unit = unit
    self.value = value
    standardError = nil
    interval = nil
    scale = .identity
  }
}

extension ParameterEstimate {
  /// The same estimate under another name.
  func renamed(_ name: String) -> ParameterEstimate {
    ParameterEstimate(
      name: name, unit: unit, value: value, standardError: standardError, interval: interval,
      scale: scale)
  }

  private init(
    name: String, unit: String, value: Double, standardError: Double?,
    interval: ClosedRange<Double>?, scale: ParameterScale
  ) {
    self.name = name
    self.unit = unit
    self.value = value
    self.standardError = standardError
    self.interval = interval
    self.scale = scale
  }
}

/// How a kernel's parameter is reported: `offset + factor × parameter`.
struct ReportedParameter: Sendable {
  let name: String
  let unit: String
  var offset = 0.0
  var factor = 1.0
  /// What the interval is symmetric on.
  let scale: ParameterScale

  /// The reported value of a kernel's parameter.
  func reported(_ parameter: Double) -> Double { offset + factor * parameter }
  /// The kernel's parameter of a reported value.
  func kernel(_ reported: Double) -> Double { (reported - offset) / factor }
}
