import RiskMeasures

/// The tail of a simulated forecast: each loss of the sample is equally likely.
///
/// It answers for probabilities up to that of its lowest level, which is all that tests of VaR and ES ask
/// for.
struct TailLaw: LossLaw {
  /// Number n of simulated losses.
  let count: Int
  /// The worst of them, ascending.
  let worst: [Double]
  let forecast: TailForecast

  init(_ horizon: ForecastDay.Horizon, level: Int) {
    count = horizon.paths
    worst = horizon.worst
    forecast = TailForecast(
      valueAtRisk: horizon.valueAtRisk[level], expectedShortfall: horizon.expectedShortfall[level])
  }

  func upperTail(_ x: Double) -> Double {
    var low = 0
    var high = worst.count
    while low < high {
      let middle = (low + high) / 2
      if worst[middle] > x { high = middle } else { low = middle + 1 }
    }
    return Double(worst.count - low) / Double(count)
  }

  /// x_(n − ⌊n p⌋), the right-continuous quantile.
  func upperQuantile(_ p: Double) -> Double {
    let above = Int((Double(count) * p).rounded(.down))
    precondition(above < worst.count, "the tail does not reach so far down")
    return worst[worst.count - 1 - above]
  }

  func tail(level: Level) -> TailForecast { forecast }
}

/// A law under which every loss in the tail of another is twice as likely.
struct DoubledTail: LossLaw {
  let law: TailLaw

  func upperTail(_ x: Double) -> Double { min(1, 2 * law.upperTail(x)) }
  func upperQuantile(_ p: Double) -> Double { law.upperQuantile(p / 2) }
  func tail(level: Level) -> TailForecast { law.tail(level: level) }
}
