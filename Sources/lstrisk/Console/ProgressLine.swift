/// The text of a progress bar at one moment.
struct ProgressLine {
  let done: Int
  /// At least 1.
  let total: Int
  /// Of `done`, what was done in `seconds`.
  let measured: Int
  /// Since the first report.
  let seconds: Double
  /// What is counted, in the plural.
  let unit: String

  /// A rate is worth saying after so many seconds.
  private static let leastSeconds = 0.5
  private static let barWidth = 30

  /// Bar, share, rate and remaining time, as far as they fit.
  ///
  /// - Parameter columns: Of the terminal; one stays free, so that no line wraps.
  func text(columns: Int) -> String {
    let room = max(0, columns - 1)
    let share = "\(100 * done / total) %"
    var parts = [share]
    if let rate {
      let remaining = Double(total - done) / rate
      let short = "\(TimeText.words(remaining.rounded(.up))) left"
      let number = rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate))"
      let long = "\(number) \(unit)/s"
      for more in [[short, long], [short], []] where fits(parts + more, room) {
        parts = more.isEmpty ? parts : [parts[0]] + more.reversed()
        break
      }
    }
    let words = parts.joined(separator: "  ")
    let bar = min(Self.barWidth, room - words.count - 1)
    if bar < 4 { return String(words.prefix(room)) }
    let filled = bar * done / total
    return String(repeating: "█", count: filled) + String(repeating: "░", count: bar - filled)
      + " " + words
  }

  /// Whether the parts stand beside a bar of four cells.
  private func fits(_ parts: [String], _ room: Int) -> Bool {
    parts.joined(separator: "  ").count + 5 <= room
  }

  /// A second; `nil` as long as it cannot be told.
  private var rate: Double? {
    seconds >= Self.leastSeconds && measured > 0 ? Double(measured) / seconds : nil
  }
}
