public import Diagnostics

/// A key of mapping documents that one kind of estimator takes beside those of every factor.
public struct EstimatorOption: Sendable {
  /// What a document may write behind the key.
  public enum Values: Sendable {
    /// A number in a range; the hint says what it means where one is refused.
    case number(NumberRange, hint: String)
    /// One of some words.
    case words([String])
  }

  /// What a document has written.
  public enum Value: Sendable, Hashable {
    case number(Double)
    case word(String)
  }

  /// In camel case, the same for every estimator that takes it.
  public let key: String
  /// What an estimator without the option is not, for messages: «it is no GARCH».
  public let kind: String
  /// What may be chosen.
  public let values: Values

  /// - Parameter kind: The estimators that have the option, in one word.
  public init(_ key: String, of kind: String, _ values: Values) {
    self.key = key
    self.kind = kind
    self.values = values
  }
}
