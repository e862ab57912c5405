public import Diagnostics

extension DatedSeries {
  /// The series as laws of one day take it: one value a day.
  ///
  /// - Parameters:
  ///   - user: What takes days, for messages: `student-t is a law of one day`.
  ///   - remedy: What else to do about a step that is too long, if anything.
  ///   - place: Where messages about the whole series point.
  ///   - errors: Receives a step that is longer than a day, or that changes.
  ///   - warnings: Receives that of several values a day the last is taken.
  /// - Returns: `nil` after an error.
  public func dailyCloses(
    _ user: String, remedy: String? = nil, at place: SourceLocation, errors: inout [InputError],
    warnings: inout [InputError]
  ) -> DatedSeries? {
    guard let step else { return self }
    if let change = stepChange {
      errors.append(change)
      return nil
    }
    if step.days > 1 + SeriesStep.tolerance {
      errors.append(
        InputError(
          "\(name) has one value every \(step.words); \(user): give daily closes", at: place,
          hint: remedy))
      return nil
    }
    guard step.days < 1 - SeriesStep.tolerance else { return self }
    warnings.append(
      .warning(
        "\(name) has one value every \(step.words); \(user): the last value of each \(dayWords) is taken",
        at: place, hint: "give daily closes to choose the time of day", .substitution))
    return closes()
  }

  /// An error at the row where the step changes; `nil` if it does not.
  public var stepChange: InputError? {
    step?.change.map { change in
      InputError(
        "\(name) has one value every \(SeriesStep.words(change.before)) up to here, and one every "
          + "\(SeriesStep.words(change.after)) from here on",
        at: location(change.position),
        hint: "give a table with one step, or one part of it: returns of different steps do not mix"
      )
    }
  }

  private var dayWords: String {
    guard zone != 0 else { return "UTC day" }
    let minutes = Int((zone * 1440).rounded())
    let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
    return "day at UTC\(minutes < 0 ? "-" : "+")\(hours):\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension SeriesStep {
  /// The step in words, with the share of distances that are off it where there are any.
  var words: String {
    let step = Self.words(days)
    return shareOff >= 0.01 ? "\(step) (\(Int((shareOff * 100).rounded())) % of them off it)" : step
  }
}
