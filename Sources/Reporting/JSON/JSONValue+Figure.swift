import RiskMeasures

extension JSONValue {
  /// `{value, standardError, lower, upper, confidence, method}`; what is not known is `null`.
  init(_ figure: Figure) {
    self = [
      "value": .number(figure.value),
      "standardError": .optional(figure.standardError),
      "lower": .optional(figure.lower),
      "upper": .optional(figure.upper),
      "confidence": .number(figure.confidence),
      "method": .text(figure.method),
    ]
  }

  /// An estimate as its figure.
  init(_ estimate: Estimate) { self.init(Figure(estimate)) }
}
