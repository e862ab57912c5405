import Foundation
import TestSupport
import Testing
import VectorMath

@testable import Processes

@Suite struct IntradayRefinableTests {
  static let prices = ProcessCatalog.all.filter { $0 is any IntradayRefinable.Type }
    .map { $0.name }

  @Test func theFreePricesAreRefined() {
    #expect(Self.prices == ["geometric-brownian-motion", "merton", "student-t", "garch-t"])
    let jumping = ProcessCatalog.all.filter { $0 is any JumpingPrice.Type }.map { $0.name }
    #expect(jumping == ["merton", "crash-jump"])
  }

  /// r − q − J is the drift of the step, to rounding: μΔt − c(h), on days of events too. What is asked before a
  /// step leaves it the same bits.
  @Test(arguments: prices) func returnsAreInnovationsDriftAndJumps(_ name: String) throws {
    for process in try ProcessContractTests.processes(name) {
      let refined = try #require(process as? any IntradayRefinable)
      let count = type(of: process).outputs.count
      let state = PathBlock(columnCount: count)
      let twin = PathBlock(columnCount: count)
      let shocks = PathBlock(columnCount: process.shocks.count)
      let own = PathBlock(columnCount: 4)
      let step = IntradayStep(innovation: own[0], variance: own[1])
      let columns = ProcessColumns(state: state.columns, shocks: shocks.columns)
      let plain = ProcessColumns(state: twin.columns, shocks: shocks.columns)
      process.setInitialState(columns)
      process.setInitialState(plain)
      var generator = SplitMix64(seed: 12)
      for _ in 0..<5 {
        for k in 0..<process.shocks.count {
          for p in 0..<PathBlock.pathCount {
            shocks[k][path: p] = p % 53 == 7 ? 8.6 : generator.normal()
          }
        }
        let before = (0..<PathBlock.pathCount).map { p in
          (0..<count).map { state[$0][path: p] }
        }
        refined.writeInnovation(columns, to: step)
        if let jumping = process as? any JumpingPrice {
          jumping.writeJumps(columns, to: own[2])
        }
        process.advance(columns)
        process.advance(plain)
        IntradayReturn.setDrift(
          own[3], logReturns: state[1], innovations: step.innovation, jumps: own[2])
        for p in 0..<PathBlock.pathCount {
          for k in 0..<count { #expect(state[k][path: p] == twin[k][path: p]) }
          let (h, drift) = Self.expected(process, before[p])
          #expect(abs(step.variance[path: p] - h) <= 1e-15 * h)
          #expect(abs(own[3][path: p] - drift) <= 1e-14 * max(1, abs(own[2][path: p])))
        }
      }
    }
  }

  /// Variance and drift of a step from its start.
  static func expected(
    _ process: any StochasticProcess, _ state: [Double]
  ) -> (variance: Double, drift: Double) {
    switch process {
    case let price as GeometricBrownianMotion:
      return (price.scale * price.scale, price.logDrift)
    case let price as MertonJumpDiffusion: return (price.scale * price.scale, price.logDrift)
    case let price as StudentTReturns:
      let nu = price.degreesOfFreedom
      return (price.scale * price.scale * nu / (nu - 2), price.logDrift)
    case let price as GarchT:
      return (state[2], price.drift - price.logMean(Vector(repeating: state[2]))[0])
    default: return (.nan, .nan)
    }
  }

  /// Crashes come on top of another factor's price: J is what they add to its return.
  @Test func crashesAreJumps() throws {
    let process = try CrashJump(["jumpRate": 40, "jumpMean": -0.1, "jumpVolatility": 0.05])
    let block = PathBlock(columnCount: 6)
    let columns = ProcessColumns(
      state: [block[0], block[1]], inputs: [block[2]], shocks: [block[3], block[4]])
    var generator = SplitMix64(seed: 13)
    for k in 2...4 {
      for p in 0..<PathBlock.pathCount { block[k][path: p] = generator.normal() }
    }
    process.setInitialState(columns)
    process.writeJumps(columns, to: block[5])
    process.advance(columns)
    var crashes = 0
    for p in 0..<PathBlock.pathCount {
      let jump = block[1][path: p] - block[2][path: p] + process.jumps.compensator
      #expect(abs(block[5][path: p] - jump) < 1e-15)
      if block[5][path: p] != 0 { crashes += 1 }
    }
    #expect(crashes > 5 && crashes < 80)
  }

  /// Steps of a Brownian motion with even checks within them: the looks of the reference table, where its looks
  /// are a multiple of the checks. A path counts at once if a bound of the step is above the barrier.
  ///
  /// Seed 14, 65,536 paths, 24 checks where 24 divides the looks and 13, 7 or 4 otherwise: tolerance 4 mc_sd/√N,
  /// 0.007.
  @Test func looksOfABrownianMotion() throws {
    for reference in try ReferenceTable("barrier/first_passage_discrete.csv").cases {
      let looks = Int(try reference.input("steps"))
      guard let checks = [24, 13, 7, 4].first(where: { looks % $0 == 0 }) else { continue }
      let sigma = try reference.input("sigma")
      let years = try reference.input("T") / Double(looks / checks)
      let process = try GeometricBrownianMotion(
        ["drift": try reference.input("nu") + sigma * sigma / 2, "volatility": sigma],
        days: years * 365)
      var walk = LookedAtWalk(process, checks: checks, seed: 14)
      let barrier = -log(try reference.input("hf0"))
      var hits = SampleSum()
      for _ in 0..<256 { walk.run(steps: looks / checks, barrier: barrier, into: &hits) }
      let row = try #require(reference.row("prob_hit"))
      let allowed = 4 * row.number("mc_sd") / hits.count.squareRoot()
      #expect(abs(hits.mean - row.number("expected")) <= allowed, "\(row): \(hits.mean)")
    }
  }
}

/// Paths of a Brownian price, looked at within their steps.
struct LookedAtWalk: ~Copyable {
  private let process: GeometricBrownianMotion
  private var sample: IntradaySample
  private let block = PathBlock(columnCount: 5)

  init(_ process: GeometricBrownianMotion, checks: Int, seed: UInt64) {
    self.process = process
    let bridge = IntradayBridge(
      process.intradayLaw, clock: IntradayClock(evenChecks: checks))
    sample = IntradaySample(bridge, innovation: 0, variance: 0, seed: seed)
  }

  /// One block; adds whether each path was at or below the barrier at a check.
  mutating func run(steps: Int, barrier: Double, into hits: inout SampleSum) {
    let (logPrice, logReturn, drift, low) = (block[0], block[1], block[3], block[4])
    let columns = ProcessColumns(state: [logPrice, logReturn], shocks: [block[2]])
    process.setInitialState(columns)
    var isHit = [Bool](repeating: false, count: PathBlock.pathCount)
    for _ in 0..<steps {
      sample.fillDraws()
      // A normal that no other draw uses: the last is one of what is drawn to fill up words.
      block[2].copy(sample.columns.normals[sample.bridge.draws.drawnNormalCount - 1])
      let step = sample.columns.step
      process.writeInnovation(columns, to: step)
      sample.bridge.extremes.setMinima(
        sample.columns.minima, step, uniforms: sample.columns.uniforms[IntradayDraws.minimum])
      process.advance(columns)
      IntradayReturn.setDrift(
        drift, logReturns: logReturn, innovations: step.innovation, jumps: nil)
      IntradayReturn.setLow(
        low, minima: sample.columns.minima, drifts: drift, jumps: nil, logReturns: logReturn)
      sample.bridge.refine(sample.columns, pathCount: PathBlock.pathCount)
      IntradayReturn.complete(
        sample.columns.path, times: sample.columns.times, checks: sample.bridge.clock.checks,
        drifts: drift, jumps: nil, logReturns: logReturn)
      for p in 0..<PathBlock.pathCount {
        let start = logPrice[path: p] - logReturn[path: p]
        if start + low[path: p] > barrier { continue }
        isHit[p] =
          isHit[p]
          || (0..<sample.bridge.clock.checks).contains {
            start + sample.columns.path[$0][path: p] <= barrier
          }
      }
    }
    for hit in isHit { hits.add(hit) }
  }
}
