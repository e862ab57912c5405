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

  /// The instants that its intervals start and end at, ascending.
  var instants: [Double] { Set(starts).union(ends).sorted() }
}

/// The intervals between instants that several factors have in common, and their innovations over them.
///
/// Where one factor has several innovations in an interval, as days have in a week of another, they add
/// up to one: Σ z / √n.
struct SharedIntervals {
  /// One list a factor, of equal lengths.
  private(set) var columns: [[Double]]
  /// The instants that intervals start and end at, as their numbers among those of all tracks.
  private(set) var starts: [Int] = []
  private(set) var ends: [Int] = []
  /// The usual length in days; 0 if there are none.
  private(set) var step = 0.0

  init(_ tracks: [InnovationTrack]) {
    columns = tracks.map { _ in [] }
    let shortest = tracks.map(\.step).min() ?? 1
    let instants = CommonInstants(
      tracks.map(\.instants), closerThan: shortest * CommonInstants.shareOfStep)
    let numbered = zip(tracks, instants.numbers).map { Numbered($0, $1) }
    guard let first = numbered.first else { return }
    let common = first.instants.filter { key in numbered.allSatisfy { $0.known.contains(key) } }
    for (start, end) in zip(common, common.dropFirst()) {
      let sums = numbered.compactMap { $0.sum(from: start, to: end) }
      guard sums.count == numbered.count else { continue }
      for (j, sum) in sums.enumerated() { columns[j].append(sum) }
      starts.append(start)
      ends.append(end)
    }
    let lengths = zip(ends, starts).map { instants.days[$0] - instants.days[$1] }.sorted()
    if !lengths.isEmpty { step = lengths[lengths.count / 2] }
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

  /// A track with numbers for instants.
  private struct Numbered {
    /// Ascending.
    let instants: [Int]
    let known: Set<Int>
    private let ends: [Int]
    private let scores: [Double]
    /// Position of the innovation that starts at an instant.
    private let position: [Int: Int]

    /// - Parameter numbers: Of the track's instants.
    init(_ track: InnovationTrack, _ numbers: [Int]) {
      let number = Dictionary(uniqueKeysWithValues: zip(track.instants, numbers))
      let starts = track.starts.compactMap { number[$0] }
      instants = numbers
      known = Set(numbers)
      ends = track.ends.compactMap { number[$0] }
      scores = track.scores
      position = Dictionary(uniqueKeysWithValues: zip(starts, starts.indices))
    }

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
