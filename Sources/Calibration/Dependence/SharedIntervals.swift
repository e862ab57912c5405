/// Innovations of a factor, each with the interval that it is of.
struct InnovationTrack {
  /// Instants in days since 1970-01-01 00:00 UTC, ascending; an interval starts where the one before it
  /// ends, or later.
  let starts: [Double]
  let ends: [Double]
  /// Standard normals if the factor's model is right.
  let scores: [Double]
  /// The usual length of an interval in days.
  let step: Double

  init(_ fit: FactorFit) {
    starts = fit.residualStarts
    ends = fit.residualDays
    scores = fit.fit?.normalScores ?? []
    let lengths = zip(ends, starts).map { $0 - $1 }.sorted()
    step = lengths.isEmpty ? 1 : lengths[lengths.count / 2]
  }
}

/// The intervals between instants that several factors have in common, and their innovations over them.
///
/// Where one factor has several innovations in an interval, as days have in a week of another, they add
/// up to one: Σ z / √n.
struct SharedIntervals {
  /// One list a factor, of equal lengths.
  private(set) var columns: [[Double]]
  /// The instants that intervals start and end at, in parts of a step.
  private(set) var starts: [Int] = []
  private(set) var ends: [Int] = []
  /// The usual length in days.
  private(set) var step = 0.0

  /// Instants that differ by less than a sixteenth of the shortest step are one.
  private static let partsOfStep = 8.0

  init(_ tracks: [InnovationTrack]) {
    columns = tracks.map { _ in [] }
    let part = (tracks.map(\.step).min() ?? 1) / Self.partsOfStep
    guard part > 0 else { return }
    let keyed = tracks.map { Keyed($0, part) }
    guard let first = keyed.first else { return }
    let common = first.instants.filter { key in keyed.allSatisfy { $0.has(key) } }
    for (start, end) in zip(common, common.dropFirst()) {
      let sums = keyed.compactMap { $0.sum(from: start, to: end) }
      guard sums.count == keyed.count else { continue }
      for (j, sum) in sums.enumerated() { columns[j].append(sum) }
      starts.append(start)
      ends.append(end)
    }
    let lengths = zip(ends, starts).map { $0 - $1 }.sorted()
    if !lengths.isEmpty { step = Double(lengths[lengths.count / 2]) * part }
  }

  var count: Int { starts.count }

  /// Values of the first factor with those of the second one interval later.
  var lagged: (x: [Double], y: [Double]) {
    let kept = starts.indices.dropFirst().filter { ends[$0 - 1] == starts[$0] }
    return (kept.map { columns[0][$0 - 1] }, kept.map { columns[1][$0] })
  }

  /// The same with the second factor earlier.
  var led: (x: [Double], y: [Double]) {
    let kept = starts.indices.dropFirst().filter { ends[$0 - 1] == starts[$0] }
    return (kept.map { columns[0][$0] }, kept.map { columns[1][$0 - 1] })
  }

  /// A track with instants as whole numbers of parts.
  private struct Keyed {
    let ends: [Int]
    let scores: [Double]
    /// Position of the innovation that starts at an instant.
    private let position: [Int: Int]
    private let known: Set<Int>
    let instants: [Int]

    init(_ track: InnovationTrack, _ part: Double) {
      func key(_ instant: Double) -> Int { Int((instant / part).rounded()) }
      let starts = track.starts.map(key)
      ends = track.ends.map(key)
      scores = track.scores
      position = Dictionary(zip(starts, starts.indices), uniquingKeysWith: { first, _ in first })
      known = Set(starts).union(ends)
      instants = known.sorted()
    }

    func has(_ key: Int) -> Bool { known.contains(key) }

    /// The innovations that fill an interval, as one; `nil` if they do not fill it.
    func sum(from start: Int, to end: Int) -> Double? {
      var at = start
      var sum = 0.0
      var count = 0.0
      while at < end, let i = position[at], ends[i] > at {
        sum += scores[i]
        count += 1
        at = ends[i]
      }
      return at == end ? sum / count.squareRoot() : nil
    }
  }
}
