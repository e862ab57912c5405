/// Times for people.
enum TimeText {
  /// `under 0.1 s`, `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`; the smallest part is rounded.
  ///
  /// - Parameter seconds: Finite, not negative.
  static func words(_ seconds: Double) -> String {
    if seconds < 0.05 { return "under 0.1 s" }
    if seconds < 9.95 && seconds != seconds.rounded() {
      return "\((seconds * 10).rounded() / 10) s"
    }
    let whole = Int(min(seconds, 1e15).rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60) min" + (whole % 60 > 0 ? " \(whole % 60) s" : "") }
    let minutes = whole % 3_600 / 60
    return "\(whole / 3_600) h" + (minutes > 0 ? " \(minutes) min" : "")
  }
}
