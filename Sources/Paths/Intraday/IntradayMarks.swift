import Foundation
import Processes
import RandomNumbers
import VectorMath

/// The marks inside the steps of a worker's block: bounds of them on every path, and what they are at every check
/// on paths that are asked for.
///
/// The law of the step is untouched. Inside it the refined price is a bridge between its two ends (`IntradayBridge`)
/// and the rest of every mark moves log-linearly on the clock τ of the step, from its start to its end:
///
///     mark(τ) = m₀ exp(τ ln(m₁ / m₀) + k (x(τ) − τ r)),  x the log price since the start, r that at the end
///
/// k is the power of the price in the mark. On a path that nobody asks for, one uniform is drawn a step. A class,
/// because a worker has one and it owns its columns.
package final class IntradayMarks {
  /// Checks a step, the one at its end included.
  package let checks: Int
  /// By mark: the least that it is inside the step while the price is lowest.
  package let lowest: [Column]
  /// By mark: the most that it is then.
  package let highest: [Column]
  /// By mark: power of the price in it.
  package let powers: [Int]

  private let live: [Column]
  private let price: RefinedPriceColumns
  private let bridge: IntradayBridge
  private let uniformSource: UniformSource
  private let normalSource: NormalSource
  /// Marks that are not the same at all times.
  private let moving: [Int]
  /// By mark: its place among them, or −1.
  private let movingPlaces: [Int]
  private let boundBlock: PathBlock
  /// Marks at the start and at the end of the step, before anybody's sales; they change places.
  private var start: PathBlock
  private var end: PathBlock
  private let minimum = PathBlock(columnCount: 1)
  private let variances = PathBlock(columnCount: 1)
  private let varianceNormals = PathBlock(columnCount: 4)
  private let riseBlock = PathBlock(columnCount: 1)
  private var isRiseKnown = false
  /// ln(S_low / S₀).
  private let lowReturn = PathBlock(columnCount: 1)
  private let ratios = PathBlock(columnCount: 4)

  // Of the paths that are asked for, in their order.
  private let refined: IntradayColumns
  private let returns = PathBlock(columnCount: 3)
  /// ln m₀ and ln(m₁ / m₀) − k r of the mark at hand.
  private let logs = PathBlock(columnCount: 2)
  /// By moving mark, then check: its values, where they have been asked for.
  private let valueBlock: PathBlock
  private var isFilled: [Bool]
  private var paths: [Int] = []
  /// By path of the block: where it stands in that order; only read for paths that are asked for.
  package private(set) var places = Array(repeating: 0, count: PathBlock.pathCount)
  /// The block's, and its step at hand.
  private var numbers = PathNumbers(block: 0)
  private var step = 0

  // Of the paths whose checks are shown.
  private var shownPaths: [Int] = []
  /// τ, x and r, and a mark at the start and the end of the step.
  private let shownBlock = PathBlock(columnCount: 5)

  /// Marks of a simulator.
  ///
  /// - Parameters:
  ///   - live: The columns that the simulator writes its marks to.
  ///   - columns: What the factors read and write, by factor.
  ///   - scale: √(ν / χ²) of every path where the dependence has drawn it, with its ν.
  init(
    _ plan: IntradayPlan, _ paths: PathPlan, live: [Column], columns: [ProcessColumns],
    scale: (column: Column, degreesOfFreedom: Double)?
  ) {
    let market = paths.market
    guard let factors = RefinedPrice.factors(plan.factor, of: market) else {
      preconditionFailure("this price cannot be refined")
    }
    checks = plan.checks
    self.live = live
    price = RefinedPriceColumns(
      factors, outer: plan.factor, market: market, columns: columns, scale: scale)
    bridge = IntradayBridge(
      price.law,
      clock: IntradayClock(checks: checks, hours: 24 * 365 * paths.grid.step.length))
    uniformSource = UniformSource(seed: paths.seed, stream: .intradayMinimum)
    normalSource = NormalSource(
      seed: paths.seed, stream: .intradaySkeleton, precision: paths.precision)
    let column = price.column
    powers = market.marks.map { formula in
      formula.added.count { $0 == column } - formula.subtracted.count { $0 == column }
    }
    moving = market.marks.indices.filter { !market.marks[$0].isConstant }
    boundBlock = PathBlock(columnCount: 2 * moving.count)
    var lowest = live
    var highest = live
    for (i, mark) in moving.enumerated() {
      lowest[mark] = boundBlock[2 * i]
      highest[mark] = boundBlock[2 * i + 1]
    }
    self.lowest = lowest
    self.highest = highest
    start = PathBlock(columnCount: moving.count)
    end = PathBlock(columnCount: moving.count)
    refined = IntradayColumns(bridge.draws)
    valueBlock = PathBlock(columnCount: moving.count * (checks - 1))
    isFilled = Array(repeating: false, count: moving.count)
    var places = Array(repeating: -1, count: market.marks.count)
    for (k, mark) in moving.enumerated() { places[mark] = k }
    movingPlaces = places
  }

  /// Takes the marks of time 0.
  func restart() { keepEnd() }

  /// Takes what the coming step is made of, before the factors are advanced.
  func begin() {
    swap(&start, &end)
    price.begin()
  }

  /// Takes the marks at the end of the step and bounds those inside it.
  func finish(_ paths: PathNumbers, step: Int) {
    numbers = paths
    self.step = step
    isRiseKnown = false
    keepEnd()
    price.finish()
    let m = minimum[0]
    uniformSource.fill(m, draw: IntradayDraws.minimum, paths: paths, step: step)
    bridge.extremes.setMinima(m, price.step, uniforms: m)
    let low = lowReturn[0]
    IntradayReturn.setLow(
      low, minima: m, drifts: price.drift, jumps: price.jumps, logReturns: price.logReturn)
    bound(low)
  }

  /// S_high / S_low by path, S_high a price that is not exceeded inside the step; worked out where it is asked for.
  ///
  ///     ln S_high = (M + q + √((q − M)² + 80 V)) / 2 + max(0, d) + max(0, J)
  ///
  /// The highest point of the bridge, given M and V, exceeds it with a probability below 1e-15, the grain of the
  /// uniforms: e^(−40) times what the reflection of a path that stays above M adds, 2 (H − M) (H − q) = 40 V.
  package func rise() -> Column {
    let rise = riseBlock[0]
    if isRiseKnown { return rise }
    isRiseKnown = true
    let v = variances[0]
    normalSource.fill(
      varianceNormals, draws: 4, paths: numbers, step: step, vectors: PathBlock.vectorCount)
    bridge.variance.set(
      v, price.step, minima: minimum[0], normals: varianceNormals[IntradayDraws.variance],
      vectors: PathBlock.vectorCount)
    let half = Vector(repeating: 0.5)
    let eighty = Vector(repeating: 80)
    for i in 0..<PathBlock.vectorCount {
      let m = minimum[0][i]
      let q = price.step.innovation[i]
      let span = q - m
      var high = half * (m + q + squareRoot(multiplyAdd(span, span, eighty * v[i])))
      high += VectorMath.maximum(price.drift[i], .zero)
      if let jumps = price.jumps { high += VectorMath.maximum(jumps[i], .zero) }
      rise[i] = exponential(VectorMath.maximum(high, price.logReturn[i]) - lowReturn[0][i])
    }
    return rise
  }

  private func keepEnd() {
    for (i, mark) in moving.enumerated() { end[i].copy(live[mark]) }
  }

  /// Fills `lowest` and `highest`, given the lowest log price since the start.
  private func bound(_ low: Column) {
    let fromStart = ratios[0]
    let fromEnd = ratios[1]
    let inverseStart = ratios[2]
    let inverseEnd = ratios[3]
    let one = Vector(repeating: 1)
    for v in 0..<PathBlock.vectorCount {
      let r = price.logReturn[v]
      let x = low[v]
      fromEnd[v] = exponential(x - r)
      fromStart[v] = exponential(x)
      inverseEnd[v] = one / fromEnd[v]
      inverseStart[v] = one / fromStart[v]
    }
    for (i, mark) in moving.enumerated() {
      let first = start[i]
      let last = end[i]
      let least = boundBlock[2 * i]
      let most = boundBlock[2 * i + 1]
      if powers[mark] == 0 {
        for v in 0..<PathBlock.vectorCount {
          least[v] = VectorMath.minimum(first[v], last[v])
          most[v] = VectorMath.maximum(first[v], last[v])
        }
      } else {
        let a = powers[mark] > 0 ? fromStart : inverseStart
        let b = powers[mark] > 0 ? fromEnd : inverseEnd
        for v in 0..<PathBlock.vectorCount {
          let x = first[v] * a[v]
          let y = last[v] * b[v]
          least[v] = VectorMath.minimum(x, y)
          most[v] = VectorMath.maximum(x, y)
        }
      }
    }
  }
}

// MARK: - Checks

extension IntradayMarks {
  /// Draws what happened inside the step on some paths of the block.
  package func draw(on asked: some Sequence<Int>) {
    paths.removeAll(keepingCapacity: true)
    for path in asked {
      places[path] = paths.count
      paths.append(path)
    }
    for k in isFilled.indices { isFilled[k] = false }
    // What follows the last path in its vector is worked on too, and has to be a path.
    let count = vectorCount * Vector.laneCount
    for i in 0..<count {
      let p = path(at: i)
      refined.step.innovation[path: i] = price.step.innovation[path: p]
      refined.step.variance[path: i] = price.step.variance[path: p]
      refined.minima[path: i] = minimum[0][path: p]
      returns[0][path: i] = price.logReturn[path: p]
      returns[1][path: i] = price.drift[path: p]
      if let jumps = price.jumps { returns[2][path: i] = jumps[path: p] }
    }
    let chosen = PathNumbers((0..<PathBlock.pathCount).map { numbers.numbers[path(at: $0)] })
    normalSource.fill(
      refined.normals, draws: bridge.draws.drawnNormalCount, paths: chosen, step: step,
      vectors: vectorCount)
    for draw in 1..<bridge.draws.uniformCount {
      uniformSource.fill(
        refined.uniforms[draw], draw: draw, paths: chosen, step: step, vectors: vectorCount)
    }
    bridge.refine(refined, pathCount: paths.count)
    IntradayReturn.complete(
      refined.path, times: refined.times, checks: checks, drifts: returns[1],
      jumps: price.jumps.map { _ in
        (sizes: returns[2], uniforms: refined.uniforms[IntradayDraws.jumpCheck])
      },
      logReturns: returns[0], vectors: vectorCount)
  }

  /// By mark, then check but the last: its values on the paths that were drawn, by their places, once `fill` has
  /// written those of the step.
  package var values: [[Column]] {
    live.indices.map { mark in
      (0..<checks - 1).map { check in
        let k = movingPlaces[mark]
        return k < 0 ? live[mark] : valueBlock[k * (checks - 1) + check]
      }
    }
  }

  /// Writes the values of a mark, if the step's are not there yet.
  package func fill(mark: Int) {
    let k = movingPlaces[mark]
    if k < 0 || isFilled[k] { return }
    isFilled[k] = true
    fill(k)
  }

  private var vectorCount: Int { (paths.count + Vector.laneCount - 1) / Vector.laneCount }

  private func path(at i: Int) -> Int { paths[i < paths.count ? i : 0] }

  private func fill(_ k: Int) {
    let first = logs[0]
    let growth = logs[1]
    for i in 0..<vectorCount * Vector.laneCount {
      let p = path(at: i)
      first[path: i] = start[k][path: p]
      growth[path: i] = end[k][path: p]
    }
    let power = Vector(repeating: Double(powers[moving[k]]))
    for v in 0..<vectorCount {
      let x = logarithm(first[v])
      growth[v] = logarithm(growth[v]) - x - power * returns[0][v]
      first[v] = x
    }
    for check in 0..<checks - 1 {
      let target = valueBlock[k * (checks - 1) + check]
      let time = refined.times[check]
      let x = refined.path[check]
      for v in 0..<vectorCount {
        target[v] = exponential(
          multiplyAdd(time[v], growth[v], multiplyAdd(power, x[v], first[v])))
      }
    }
  }

  /// Puts the marks of a check of each in the place of the step's, on some of the paths that were drawn.
  ///
  /// - Parameter checks: By path of the block, from 0; the last of a step is its end.
  package func show(_ checks: [Int], on shown: some Sequence<Int>) {
    shownPaths.removeAll(keepingCapacity: true)
    shownPaths.append(contentsOf: shown)
    let count = shownPaths.count
    let vectors = (count + Vector.laneCount - 1) / Vector.laneCount
    let time = shownBlock[0]
    let x = shownBlock[1]
    let r = shownBlock[2]
    let first = shownBlock[3]
    let last = shownBlock[4]
    func path(_ i: Int) -> Int { shownPaths[i < count ? i : 0] }
    for i in 0..<vectors * Vector.laneCount {
      let place = places[path(i)]
      let check = checks[path(i)]
      time[path: i] = refined.times[check][path: place]
      x[path: i] = refined.path[check][path: place]
      r[path: i] = returns[0][path: place]
    }
    for (k, mark) in moving.enumerated() {
      for i in 0..<vectors * Vector.laneCount {
        first[path: i] = start[k][path: path(i)]
        last[path: i] = end[k][path: path(i)]
      }
      let power = Vector(repeating: Double(powers[mark]))
      for v in 0..<vectors {
        let origin = logarithm(first[v])
        let growth = logarithm(last[v]) - origin - power * r[v]
        first[v] = exponential(multiplyAdd(time[v], growth, multiplyAdd(power, x[v], origin)))
      }
      let column = live[mark]
      for i in 0..<count { column[path: path(i)] = first[path: i] }
    }
  }

  /// Puts the marks of the step's end back on some paths.
  package func showEnd(on paths: some Sequence<Int>) {
    for path in paths {
      for (k, mark) in moving.enumerated() { live[mark][path: path] = end[k][path: path] }
    }
  }
}
