/// Instants of several series, numbered so that those of one moment have one number.
///
/// Vendors stamp one close some seconds apart: in the order of time an instant is of the same moment as the
/// one before it if the two are of different series and closer than a tolerance.
struct CommonInstants {
  /// The number of each instant, by series and position; numbers ascend with time.
  private(set) var numbers: [[Int]]
  /// The first instant of each number, in days.
  private(set) var days: [Double] = []

  /// The tolerance as a share of the shortest step of the series.
  static let shareOfStep = 1.0 / 16

  /// - Parameters:
  ///   - series: Instants in days, strictly ascending in each series.
  ///   - tolerance: In days, positive.
  init(_ series: [[Double]], closerThan tolerance: Double) {
    numbers = series.map { Array(repeating: 0, count: $0.count) }
    let all = series.indices.flatMap { s in
      series[s].indices.map { (day: series[s][$0], series: s, position: $0) }
    }.sorted { ($0.day, $0.series) < ($1.day, $1.series) }
    var members: Set<Int> = []
    var before = -Double.infinity
    for instant in all {
      if instant.day - before >= tolerance || members.contains(instant.series) {
        days.append(instant.day)
        members = []
      }
      members.insert(instant.series)
      numbers[instant.series][instant.position] = days.count - 1
      before = instant.day
    }
  }
}
