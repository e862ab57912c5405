/// One mistake in an input document, with its place and its remedy.
///
/// Printed as
///
///     portfolio.csv:12:5: error: liquidation_threshold is 1.2; it must be between 0 and 1
///       hint: thresholds are fractions; write 0.80 for 80 %
public struct InputError: Error, Sendable, Hashable {
  /// A warning is reported but does not stop a run.
  public enum Severity: String, Sendable { case error, warning }

  /// What lies behind a warning for the figures of a run; the gravest is told first.
  public enum Consequence: Int, Sendable, Comparable {
    /// What is written is probably not what was meant: figures that rest on it are wrong.
    case likelySlip
    /// What was asked for was not done, or something else stands in its place.
    case substitution
    /// Figures are of what was asked for; this is worth knowing about them.
    case remark

    /// The gravest first.
    public static func < (a: Consequence, b: Consequence) -> Bool { a.rawValue < b.rawValue }
  }

  /// Where the mistake stands.
  public let location: SourceLocation
  /// Whether the run stops.
  public let severity: Severity
  /// Of a warning; an error stops the run whatever it would have done to the figures.
  public let consequence: Consequence
  /// What is wrong: the field, what was found and what is allowed, in one sentence without a full stop.
  public let message: String
  /// What to write instead.
  public let hint: String?

  /// A mistake that stops the run, or a warning that is a remark; see `warning` for others.
  public init(
    _ message: String, at location: SourceLocation, hint: String? = nil, severity: Severity = .error
  ) {
    self.init(message, at: location, hint: hint, severity: severity, consequence: .remark)
  }

  private init(
    _ message: String, at location: SourceLocation, hint: String?, severity: Severity,
    consequence: Consequence
  ) {
    self.message = message
    self.location = location
    self.hint = hint
    self.severity = severity
    self.consequence = consequence
  }

  /// A warning with what it means for the figures.
  public static func warning(
    _ message: String, at location: SourceLocation, hint: String? = nil, _ consequence: Consequence
  ) -> InputError {
    InputError(
      message, at: location, hint: hint, severity: .warning, consequence: consequence)
  }
}

extension InputError: CustomStringConvertible {
  /// `place: severity: message`, and the hint on a line of its own.
  public var description: String {
    let head = "\(location): \(severity.rawValue): \(message)"
    return hint.map { head + "\n  hint: " + $0 } ?? head
  }
}

/// All the mistakes that were found in the documents of one run: errors by place, then warnings,
/// those first that may do most to the figures.
public struct InputErrors: Error, Sendable {
  /// Sorted, each once.
  public let errors: [InputError]

  /// Sorts and drops repetitions.
  public init(_ errors: [InputError]) {
    var seen = Set<InputError>()
    self.errors = errors.filter { seen.insert($0).inserted }
      .sorted { ($0.rank, $0.location, $0.message) < ($1.rank, $1.location, $1.message) }
  }
}

extension InputError {
  /// Errors before warnings, warnings by consequence.
  fileprivate var rank: Int { severity == .error ? -1 : consequence.rawValue }
}

extension InputErrors: CustomStringConvertible {
  /// One mistake below the other.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
