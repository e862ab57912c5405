import Foundation
import Processes
import RandomNumbers
import VectorMath

/// The marks inside the steps of a worker's block: bounds of them on every path, and what they are at every check
/// on paths that are asked for.
///
/// The law of the step is untouched. Inside it the refined price is a bridge between its two ends (`IntradayBridge`)
/// and the rest of every mark moves linearly on the clock τ of the step, from its start to its end:
///
///     mark(τ) = e^(k x(τ)) (m₀ + τ (m₁ e^(−k r) − m₀)),  x the log price since the start, r that at the end
///
/// k is the power of the price in the mark: −1, 0 or 1. On a path that nobody asks for, one uniform is drawn a step. A class,
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

  /// Vectors of the checks of a place.
  private let rowStride: Int
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
  /// e^r.
  private let growth = PathBlock(columnCount: 1)
  /// By place: τ and e^x of its checks.
  private let timeTable: VectorTable
  private let growthTable: VectorTable
  /// By mark, then place: its values at the checks, where they have been asked for; one row for a constant mark.
  private let valueTable: VectorTable
  /// By mark: those values, by place, then check but the last. On the paths that were drawn, once `fill` has written
  /// the step's.
  package let values: [VectorRows]
  private var isFilled: [Bool]
  private var paths: [Int] = []
  /// By path of the block: where it stands in that order; only read for paths that are asked for.
  package private(set) var places = Array(repeating: 0, count: PathBlock.pathCount)
  /// The block's, and its step at hand.
  private var numbers = PathNumbers(block: 0)
  private var step = 0

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
    let stride = (checks + Vector.laneCount - 1) / Vector.laneCount
    rowStride = stride
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
    precondition(
      powers.allSatisfy { (-1...1).contains($0) }, "a mark has one price and one numeraire")
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
    timeTable = VectorTable(count: PathBlock.pathCount * rowStride)
    growthTable = VectorTable(count: PathBlock.pathCount * rowStride)
    isFilled = Array(repeating: false, count: moving.count)
    var places = Array(repeating: -1, count: market.marks.count)
    for (k, mark) in moving.enumerated() { places[mark] = k }
    movingPlaces = places
    let rows = places.map { $0 < 0 ? 1 : PathBlock.pathCount }
    // One vector between two marks, because a power of two apart they would fall onto the same lines of the cache.
    let firsts = rows.indices.map { k in rows[..<k].reduce(0) { $0 + $1 * stride + 1 } }
    valueTable = VectorTable(count: rows.reduce(0) { $0 + $1 * stride + 1 })
    var values: [VectorRows] = []
    for (mark, first) in firsts.enumerated() {
      values.append(
        valueTable.rows(
          from: first, count: PathBlock.pathCount, width: stride, isRepeated: places[mark] < 0))
    }
    self.values = values
  }

  /// Takes the marks of time 0.
  func restart() {
    keepEnd()
    for (mark, k) in movingPlaces.enumerated() where k < 0 {
      for v in 0..<rowStride { values[mark][0, v] = Vector(repeating: live[mark][path: 0]) }
    }
  }

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
    gather(price.step.innovation, into: refined.step.innovation)
    gather(price.step.variance, into: refined.step.variance)
    gather(minimum[0], into: refined.minima)
    gather(price.logReturn, into: returns[0])
    gather(price.drift, into: returns[1])
    if let jumps = price.jumps { gather(jumps, into: returns[2]) }
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
    turn(refined.times, into: timeTable)
    turn(refined.path, into: growthTable)
    for i in 0..<paths.count * rowStride { growthTable[i] = exponential(growthTable[i]) }
    for v in 0..<vectorCount { growth[0][v] = exponential(returns[0][v]) }
  }

  /// Writes what a column has on the paths that are asked for to the first places of another. What follows the last
  /// of them in its vector is worked on too, and is the first path again.
  private func gather(_ column: Column, into target: Column) {
    let paths = paths
    for (i, path) in paths.enumerated() { target[path: i] = column[path: path] }
    for i in paths.count..<vectorCount * Vector.laneCount {
      target[path: i] = column[path: paths[0]]
    }
  }

  /// Writes columns by check as rows by place.
  private func turn(_ columns: borrowing PathBlock, into table: borrowing VectorTable) {
    let count = paths.count
    for check in 0..<checks {
      let column = columns[check]
      var i = check
      for place in 0..<count {
        table[scalar: i] = column[path: place]
        i &+= rowStride &* Vector.laneCount
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
    let mark = moving[k]
    let power = powers[mark]
    let target = values[mark]
    let line = line(k)
    let paths = paths
    var i = 0
    for place in 0..<paths.count {
      let (first, slope) = line(place, paths[place])
      let origin = Vector(repeating: first)
      let change = Vector(repeating: slope)
      for v in 0..<rowStride {
        let rest = multiplyAdd(timeTable[i], change, origin)
        target[place, v] =
          power == 0 ? rest : power > 0 ? rest * growthTable[i] : rest / growthTable[i]
        i &+= 1
      }
    }
  }

  /// m₀ and m₁ e^(−k r) − m₀ of a moving mark, by place and path of the block.
  @inline(__always)
  private func line(_ k: Int) -> (_ place: Int, _ path: Int) -> (first: Double, slope: Double) {
    let power = powers[moving[k]]
    let starts = start[k]
    let ends = end[k]
    let growths = growth[0]
    return { place, path in
      let first = starts[path: path]
      let last = ends[path: path]
      let growth = growths[path: place]
      return (first, (power == 0 ? last : power > 0 ? last / growth : last * growth) - first)
    }
  }

  /// Puts the marks of a check of each in the place of the step's, on some of the paths that were drawn.
  ///
  /// - Parameter checks: By path of the block, from 0; the last of a step is its end.
  package func show(_ checks: [Int], on shown: some Sequence<Int>) {
    let shown = Array(shown)
    let places = places
    for (k, mark) in moving.enumerated() {
      let column = live[mark]
      let power = powers[mark]
      let line = line(k)
      for path in shown {
        let place = places[path]
        let number = place &* rowStride &* Vector.laneCount &+ checks[path]
        let (first, slope) = line(place, path)
        // The arithmetic of `fill`, number for number.
        let rest = first.addingProduct(timeTable[scalar: number], slope)
        let growth = growthTable[scalar: number]
        column[path: path] = power == 0 ? rest : power > 0 ? rest * growth : rest / growth
      }
    }
  }

  /// Puts the marks of the step's end back on some paths.
  package func showEnd(on shown: some Sequence<Int>) {
    let paths = Array(shown)
    for (k, mark) in moving.enumerated() {
      let column = live[mark]
      let last = end[k]
      for path in paths { column[path: path] = last[path: path] }
    }
  }
}
