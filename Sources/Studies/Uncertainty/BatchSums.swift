import Passes
import RiskMeasures
import VectorMath

/// What batches with drawn parameters have found: changes of the figures of each batch, and the worst
/// losses of all.
struct BatchSums: Mergeable {
  /// VaR and ES.
  private struct Cell<Figure: Sendable>: Sendable {
    let valueAtRisk: Figure
    let expectedShortfall: Figure
  }

  private let plan: LossPlan
  private let uncertainty: ParameterUncertainty
  private let layout: RowLayout
  /// Levels that a batch reaches.
  private let levels: [Double]
  /// Losses by row that the tails of all paths need.
  private let tailLength: Int
  /// What drawn parameters change, by half of a batch: `[row][level][batch]`.
  private var cells: [[[Cell<[Double]>]]]
  /// The worst losses so far by row, in any order.
  private var worst: [[Double]]
  /// By factor.
  private var refusals: [Int]

  init(_ plan: LossPlan, _ uncertainty: ParameterUncertainty) {
    self.plan = plan
    self.uncertainty = uncertainty
    layout = RowLayout(plan)
    let levels = plan.measurement.levels.filter {
      ParameterUncertainty.reaches($0, paths: plan.paths.count, batches: uncertainty.batches)
    }
    self.levels = levels
    tailLength = levels.first.map { Self.tailLength(level: $0, paths: plan.paths.count) } ?? 0
    cells = Array(
      repeating: Array(repeating: [], count: levels.count), count: layout.wideRowCount)
    worst = Array(repeating: [], count: layout.wideRowCount)
    refusals = Array(repeating: 0, count: uncertainty.factors.count)
  }

  /// Ranks from the lower end of the interval of VaR up, and one below, which bounds them.
  private static func tailLength(level: Double, paths: Int) -> Int {
    let interval = OrderStatisticInterval.ranks(n: paths, p: level, confidence: 0.95)
    return min(paths, paths - min(interval.lowerRank, Level(level).rank(in: paths)) + 2)
  }

  /// Adds the losses of one batch by row, with drawn and with estimated parameters on the same paths.
  ///
  /// - Throws: `notFinite`.
  mutating func add(
    drawn: [[Double]], estimated: [[Double]], refusals: [Int]
  ) throws(RunFailure) {
    for row in drawn.indices {
      let samples = try samples(drawn[row], row: row)
      let references = try self.samples(estimated[row], row: row)
      for (k, level) in levels.map({ Level($0) }).enumerated() {
        let pairs = zip(samples, references)
        cells[row][k].append(
          Cell(
            valueAtRisk: pairs.map {
              $0.valueAtRisk(level: level).value - $1.valueAtRisk(level: level).value
            },
            expectedShortfall: pairs.map {
              $0.expectedShortfall(level: level).value - $1.expectedShortfall(level: level).value
            }))
      }
      worst[row] = Self.worst(drawn[row], count: tailLength)
    }
    self.refusals = zip(self.refusals, refusals).map(+)
  }

  /// The losses of every other path: two replicates of a batch.
  private func samples(
    _ losses: [Double], row: Int
  ) throws(RunFailure) -> [LossSample] {
    var halves: [LossSample] = []
    for half in 0..<2 {
      do throws(SampleError) {
        halves.append(
          try LossSample(stride(from: half, to: losses.count, by: 2).map { losses[$0] }))
      } catch {
        throw .notFinite(
          subject: name(ofRow: row),
          quantity: layout.quantity(ofRow: row))
      }
    }
    return halves
  }

  private func name(ofRow row: Int) -> String {
    let subject = layout.subject(ofRow: row)
    return subject == 0 ? "the total" : "book \(plan.portfolio.books[subject - 1].name)"
  }

  mutating func merge(_ next: BatchSums) {
    for row in cells.indices {
      for k in levels.indices { cells[row][k] += next.cells[row][k] }
      worst[row] += next.worst[row]
      // Cut when there are twice as many, so that most batches cost no sort.
      if worst[row].count >= 2 * tailLength {
        worst[row] = Self.worst(worst[row], count: tailLength)
      }
    }
    refusals = zip(refusals, next.refusals).map(+)
  }

  private static func worst(_ losses: [Double], count: Int) -> [Double] {
    losses.count <= count ? losses : Array(VectorMath.ascending(losses).suffix(count))
  }

  /// The figures beside those of the run at the estimates.
  func result(beside run: RunResult) -> UncertaintyResult {
    var tails: [UncertainTail] = []
    for row in cells.indices {
      let subject = layout.subject(ofRow: row)
      let quantity = layout.quantity(ofRow: row)
      let simulated = run.subjects[subject][quantity]
      let pooled = pooled(row)
      for (k, level) in levels.enumerated() {
        guard let own = simulated.tails.first(where: { $0.level == level }) else { continue }
        tails.append(
          UncertainTail(
            subject: subject, quantity: quantity, level: level,
            valueAtRisk: Self.figure(
              own.valueAtRisk, pooled: pooled[k].valueAtRisk, cells[row][k].map(\.valueAtRisk),
              quantity),
            expectedShortfall: Self.figure(
              own.expectedShortfall, pooled: pooled[k].expectedShortfall,
              cells[row][k].map(\.expectedShortfall), quantity)))
      }
    }
    let factors = zip(uncertainty.factors, refusals).map { factor, refusals in
      UncertaintyResult.DrawnCount(
        factor: factor.name, parameters: factor.parameters.map(\.name), refusals: refusals)
    }
    return UncertaintyResult(batches: uncertainty.batches, factors: factors, tails: tails)
  }

  /// VaR and ES by level of the paths of all batches together.
  private func pooled(_ row: Int) -> [Cell<Estimate>] {
    let tail = VectorMath.ascending(worst[row]).suffix(tailLength)
    guard let threshold = tail.first else { return [] }
    do throws(SampleError) {
      let sample = try TailSample(
        paths: plan.paths.count, above: tail.filter { $0 > threshold }, threshold: threshold,
        atThreshold: tail.count { $0 == threshold })
      var cells: [Cell<Estimate>] = []
      for level in levels {
        cells.append(
          Cell(
            valueAtRisk: try sample.valueAtRisk(level: Level(level)),
            expectedShortfall: try sample.expectedShortfall(level: Level(level))))
      }
      return cells
    } catch {
      preconditionFailure("the tail has been kept as long as its levels need: \(error)")
    }
  }

  private static func figure(
    _ simulated: Estimate, pooled: Estimate, _ changes: [[Double]],
    _ quantity: LossQuantity
  ) -> UncertainFigure {
    let variance = BatchVariance(changes)
    // The pooled figure is the simulated one and a change; each has its own error.
    let error = variance.meanError
    let both = (simulated.standardError * simulated.standardError + error * error).squareRoot()
    return UncertainFigure(
      simulated: simulated, predictive: Estimate(value: pooled.value, standardError: both),
      parameterDeviation: variance.deviation(), least: quantity.canBeGain ? -.infinity : 0)
  }
}

extension BatchSums: BinaryCodable, Checked {
  func write(to writer: inout BinaryWriter) throws {
    for row in cells.indices {
      for level in cells[row] {
        try writer.write(level.count)
        for batch in level {
          try writer.write(batch.valueAtRisk)
          try writer.write(batch.expectedShortfall)
        }
      }
      try writer.write(worst[row])
    }
    try writer.write(refusals)
  }

  mutating func read(from reader: inout BinaryReader) throws {
    for row in cells.indices {
      for k in cells[row].indices {
        let count = try reader.read(Int.self)
        guard (0...uncertainty.batches).contains(count) else {
          throw BinaryReader.Failure.isOfAnotherPlan
        }
        for _ in 0..<count {
          cells[row][k].append(
            Cell(valueAtRisk: try reader.readList(), expectedShortfall: try reader.readList()))
        }
      }
      worst[row] = try reader.readList()
    }
    try reader.read(into: &refusals)
  }

  var checksum: UInt64 {
    var checksum = Checksum()
    for row in cells {
      for batch in row.joined() {
        checksum.add(batch.valueAtRisk)
        checksum.add(batch.expectedShortfall)
      }
    }
    for losses in worst { checksum.add(losses) }
    return checksum.value
  }
}
