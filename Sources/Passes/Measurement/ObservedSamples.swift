import Paths
import VectorMath

/// Columns behind the observed series on the first paths of a run, for their quantiles by day.
package struct ObservedSamples: Mergeable {
  /// Paths that are observed.
  static let pathLimit = 4_096
  static let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

  /// Steps that are observed: 0, then at most 60 more.
  let steps: [Int]
  /// `[series][observation][path]`.
  var values: [[[Float]]]

  init(_ plan: LossPlan) {
    let stride = max(1, (plan.paths.grid.stepCount + 59) / 60)
    var steps = Array(Swift.stride(from: 0, through: plan.paths.grid.stepCount, by: stride))
    if steps.last != plan.paths.grid.stepCount { steps.append(plan.paths.grid.stepCount) }
    self.steps = steps
    values = Array(
      repeating: Array(repeating: [], count: steps.count), count: plan.measurement.observed.count)
  }

  /// Adds the first `count` paths of a block at one step.
  mutating func add<Source: BlockSource & ~Copyable>(
    _ observed: [ObservedSeries], _ source: borrowing Source, step: Int, count: Int
  ) {
    guard let k = steps.firstIndex(of: step) else { return }
    for (i, series) in observed.enumerated() {
      let column = source.column(of: series)
      let sample = (0..<count).map { Float(column[path: $0]) }
      values[i][k].append(contentsOf: sample)
    }
  }

  /// Appends the paths that follow.
  package mutating func merge(_ next: ObservedSamples) {
    for i in values.indices {
      for k in values[i].indices { values[i][k] += next.values[i][k] }
    }
  }

  /// Quantiles L_(⌈n p⌉) by observed day.
  package func quantiles(_ plan: LossPlan) -> [SeriesQuantiles] {
    plan.measurement.observed.indices.map { i in
      SeriesQuantiles(
        series: plan.measurement.observed[i], days: steps.map { plan.paths.grid.days(at: $0) },
        probabilities: Self.probabilities,
        values: values[i].map { sample in
          let sorted = VectorMath.ascending(sample)
          return Self.probabilities.map { p in
            let rank = max(1, Int((Double(sorted.count) * p).rounded(.up)))
            return plan.measurement.observed[i].value(Double(sorted[min(rank, sorted.count) - 1]))
          }
        },
        paths: values[i].first?.count ?? 0)
    }
  }
}

extension ObservedSamples: BinaryCodable {
  /// The numbers of paths, then the values by series and step.
  package func write(to writer: inout BinaryWriter) throws {
    for series in values {
      for sample in series { try writer.write(sample) }
    }
  }

  /// Reads what `write` has written of the same plan.
  package mutating func read(from reader: inout BinaryReader) throws {
    for i in values.indices {
      for k in values[i].indices { values[i][k] = try reader.readList() }
    }
  }
}
