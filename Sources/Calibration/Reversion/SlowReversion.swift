/// Warns where a history is too short for its speed of mean reversion.
enum SlowReversion {
  /// κ̂ is too large by about 4 / T: words where that is more than a third of it.
  static func warnings(_ fit: ProcessFit, _ series: DatedSeries) -> [String] {
    guard let speed = fit.parameters.first(where: { $0.name == "speed" }),
      let first = series.days.first, let last = series.days.last, last > first
    else { return [] }
    let bias = 4 / ((last - first) / 365)
    guard bias > speed.value / 3 else { return [] }
    func short(_ x: Double) -> String { String((x * 10).rounded() / 10) }
    return [
      "speed is estimated at \(short(speed.value)) a year, of which about \(short(bias)) may be bias "
        + "of a short history"
    ]
  }
}
