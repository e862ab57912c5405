/// Why a text is not a value of the wanted kind, and what to write instead.
///
/// It has no place: whoever read the text knows where it stands and makes an `InputError` of it.
public struct Refusal: Error, Sendable, Hashable {
  /// What is wrong, as a clause that follows «… is 'text';», without a full stop.
  public let reason: String
  /// What to write instead.
  public let remedy: String

  /// Reason and remedy as clauses without full stops.
  public init(_ reason: String, remedy: String) {
    self.reason = reason
    self.remedy = remedy
  }
}

extension Refusal: CustomStringConvertible {
  /// Reason, and the remedy as a hint on a line of its own.
  public var description: String { "\(reason)\n  hint: \(remedy)" }
}
