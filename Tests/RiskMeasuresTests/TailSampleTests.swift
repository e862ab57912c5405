import RiskMeasures
import TestSupport
import Testing
import VectorMath

@Suite struct TailSampleTests {
  private func tail(of losses: [Double], threshold: Double) throws -> TailSample {
    try TailSample(
      paths: losses.count, above: losses.filter { $0 > threshold }, threshold: threshold,
      atThreshold: losses.count { $0 == threshold })
  }

  /// 400 samples with atoms, thresholds on and off the atoms, levels of all kinds: every figure
  /// that the tail gives has the bits of the sample's, and what it refuses lies below it.
  @Test func equalsTheWholeSampleToTheBit() throws {
    var generator = TestGenerator(seed: 31)
    var answered = 0
    var refused = 0
    for _ in 0..<400 {
      let n = 1 + Int(generator.next() % 900)
      let losses = (0..<n).map { _ in
        let x = NormalDistribution.quantile(generator.uniform())
        return generator.next() % 3 == 0 ? x.rounded() : x
      }
      let sample = try LossSample(losses)
      let part = try tail(
        of: losses, threshold: generator.next() % 2 == 0 ? 0 : losses[n / 2])
      for level in [Level(0.6), 0.9, 0.975, 0.99, Level(0.5 + 0.499 * generator.uniform())] {
        let confidence = generator.next() % 2 == 0 ? 0.95 : 0.8
        do {
          let a = try part.valueAtRisk(level: level, confidence: confidence)
          #expect(a == sample.valueAtRisk(level: level, confidence: confidence))
          let b = try part.expectedShortfall(level: level, confidence: confidence)
          #expect(b == sample.expectedShortfall(level: level, confidence: confidence))
          answered += 1
        } catch SampleError.tailTooShort(let needed, let held) {
          #expect(needed < held && held == part.heldFrom)
          refused += 1
        }
      }
    }
    #expect(answered > 800 && refused > 100)
  }

  /// Ten paths, four held: rank 7 on are there, rank 6 is not, and the interval asks first.
  @Test func tooShortATailNamesTheRank() throws {
    let part = try TailSample(paths: 10, above: [9, 7, 8], threshold: 5, atThreshold: 1)
    #expect(part.heldFrom == 7)
    #expect(try part.loss(rank: 7) == 5)
    #expect(try part.loss(rank: 10) == 9)
    #expect(throws: SampleError.tailTooShort(neededRank: 6, heldFrom: 7)) {
      try part.loss(rank: 6)
    }
    #expect(throws: SampleError.tailTooShort(neededRank: 5, heldFrom: 7)) {
      try part.valueAtRisk(level: 0.5)
    }
  }

  @Test func emptyTailOfAnAtomAnswers() throws {
    let part = try TailSample(paths: 1000, above: [], threshold: 0, atThreshold: 1000)
    #expect(try part.valueAtRisk(level: 0.99).value == 0)
    #expect(try part.expectedShortfall(level: 0.99).upper == .infinity)
  }

  @Test func refusesBadTails() async {
    #expect(throws: SampleError.notFinite(index: 1)) {
      try TailSample(paths: 5, above: [2, .nan], threshold: 0)
    }
    #expect(throws: SampleError.empty) { try TailSample(paths: 0, above: [], threshold: 0) }
    await #expect(processExitsWith: .failure) {
      _ = try TailSample(paths: 5, above: [1], threshold: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = try TailSample(paths: 1, above: [1], threshold: 0, atThreshold: 1)
    }
  }

  /// 30 pilots of 2,000 and runs of 20,000 uniform losses: no tail is too short, and the share
  /// kept stays near the level's own 5 %.
  @Test func pilotKeepsEnough() throws {
    let rank = TailSample.pilotRank(lowestLevel: 0.95, paths: 20_000, pilotPaths: 2_000)
    let share = Double(2_000 - rank) / 2_000
    #expect(share > 0.07 && share < 0.11)
    var generator = TestGenerator(seed: 32)
    for _ in 0..<30 {
      let pilot = try LossSample((0..<2_000).map { _ in generator.uniform() })
      let run = (0..<20_000).map { _ in generator.uniform() }
      let part = try tail(of: run, threshold: pilot.loss(rank: rank))
      #expect(try part.valueAtRisk(level: 0.95).value > 0.94)
    }
  }

  @Test func smallPilotsKeepEverything() {
    #expect(TailSample.pilotRank(lowestLevel: 0.5, paths: 1000, pilotPaths: 10) == 0)
    #expect(TailSample.pilotRank(lowestLevel: 0.5, paths: 1, pilotPaths: 1000) == 0)
  }
}
