/// One mistake in an input document, with its place and its remedy.
///
/// Printed as
///
///     portfolio.csv:12:5: error: liquidation_threshold is 1.2; it must be between 0 and 1
///       hint: thresholds are fractions; write 0.80 for 80 %
public struct InputError: Error, Sendable, Hashable {
  /// A warning is reported but does not stop a run.
  public enum Severity: String, Sendable { case error, warning }

  public let location: SourceLocation
  public let severity: Severity
  /// What is wrong: the field, what was found and what is allowed, in one sentence without a full stop.
  public let message: String
  /// What to write instead.
  public let hint: String?

  public init(
    _ message: String, at location: SourceLocation, hint: String? = nil, severity: Severity = .error
  ) {
    self.message = message
    self.location = location
    self.hint = hint
    self.severity = severity
  }
}

extension InputError: CustomStringConvertible {
  public var description: String {
    let head = "\(location): \(severity.rawValue): \(message)"
    return hint.map { head + "\n  hint: " + $0 } ?? head
  }
}

/// All the mistakes that were found in the documents of one run, ordered by place.
public struct InputErrors: Error, Sendable {
  public let errors: [InputError]

  /// Sorts by place and drops repetitions.
  public init(_ errors: [InputError]) {
    var seen = Set<InputError>()
    self.errors = errors.filter { seen.insert($0).inserted }
      .sorted { ($0.location, $0.message) < ($1.location, $1.message) }
  }
}

extension InputErrors: CustomStringConvertible {
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
