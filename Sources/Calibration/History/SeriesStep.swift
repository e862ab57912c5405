/// The distances between the values of a series.
public struct SeriesStep: Sendable, Hashable {
  /// The usual distance in days: the median.
  public let days: Double
  /// Share of the distances that are off it by more than `tolerance`.
  public let shareOff: Double
  /// Where the step changes; `nil` if it does not.
  public let change: Change?

  /// Two steps in one series: a table of days that goes on in weeks.
  public struct Change: Sendable, Hashable {
    /// The first value behind a distance of the new step.
    public let position: Int
    /// The steps before and from there on, in days.
    public let before: Double
    /// The later step, in days.
    public let after: Double
  }

  /// A distance counts as the step if it is off by at most this share of it: a day of the change of
  /// clocks has 23 hours, months have 28 to 31 days.
  static let tolerance = 1.0 / 8
  /// A step has changed where so many distances in a row are off by more than half of it.
  static let changeCount = 5

  /// - Parameter instants: In days, strictly ascending.
  /// - Returns: `nil` for fewer than two.
  public init?(_ instants: [Double]) {
    guard instants.count > 1 else { return nil }
    let gaps = zip(instants.dropFirst(), instants).map { $0 - $1 }
    let step = gaps.sorted()[gaps.count / 2]
    days = step
    shareOff = Double(gaps.count { !Self.isOne($0, of: step) }) / Double(gaps.count)
    change = Self.change(gaps, from: step)
  }

  /// Whether a distance is one step.
  static func isOne(_ gap: Double, of step: Double) -> Bool {
    abs(gap - step) <= tolerance * step
  }

  private static func change(_ gaps: [Double], from step: Double) -> Change? {
    func isOff(_ gap: Double) -> Bool { abs(gap - step) > step / 2 }
    var run = 0
    for (i, gap) in gaps.enumerated() {
      run = isOff(gap) ? run + 1 : 0
      guard run == changeCount else { continue }
      let first = i - changeCount + 1
      let other = gaps[first...i].sorted()[changeCount / 2]
      if first > 0 { return Change(position: first + 1, before: step, after: other) }
      // The table begins with the other step.
      let back = gaps.firstIndex { !isOff($0) } ?? gaps.count - 1
      return Change(position: back + 1, before: other, after: step)
    }
    return nil
  }

  /// A number of steps in words: `85 days`, `85 times 7 days`.
  public static func words(_ count: Int, of days: Double) -> String {
    let step = words(days)
    return step == "day" ? "\(count) days" : "\(count) times \(step)"
  }

  /// Intervals that series have in common, in words: `19 common days`, `19 common intervals of 7 days`.
  public static func common(_ count: Int, of days: Double) -> String {
    if count == 0 { return "no common interval" }
    return words(days) == "day"
      ? "\(count) common days" : "\(count) common intervals of \(length(days))"
  }

  /// A length in words: `1 day`, `7 days`.
  public static func length(_ days: Double) -> String {
    let words = words(days)
    return words.first?.isNumber == true ? words : "1 \(words)"
  }

  /// What comes behind `every`: `day`, `7 days`, `hour`, `15 minutes`.
  public static func words(_ days: Double) -> String {
    func words(_ count: Double, _ unit: String) -> String {
      let rounded = (count * 10).rounded() / 10
      if rounded == 1 { return unit }
      return rounded == rounded.rounded()
        ? "\(Int(rounded)) \(unit)s" : "\(rounded) \(unit)s"
    }
    let minutes = days * 1440
    if days >= 0.96 { return words(days, "day") }
    return minutes >= 57 ? words(minutes / 60, "hour") : words(max(minutes, 0.1), "minute")
  }
}
