import VectorMath

/// What a step's log return has besides its innovation, within the step: the drift is linear on the clock, and
/// the jumps fall whole on one check.
///
///     r = q + d + J,  at check i  X_i + τ_i d + J [i > n u],  at least M + min(0, d) + min(0, J)
package enum IntradayReturn {
  /// Writes d = r − q − J.
  package static func setDrift(
    _ drift: Column, logReturns: Column, innovations: Column, jumps: Column?
  ) {
    for v in 0..<PathBlock.vectorCount { drift[v] = logReturns[v] - innovations[v] }
    if let jumps { drift.subtract(jumps) }
  }

  /// Writes a bound of the log return since the start of the step at any check: none is below it.
  package static func setLow(
    _ low: Column, minima: Column, drifts: Column, jumps: Column?, logReturns: Column
  ) {
    for v in 0..<PathBlock.vectorCount {
      var bound = minima[v] + minimum(drifts[v], .zero)
      if let jumps { bound += minimum(jumps[v], .zero) }
      low[v] = minimum(bound, logReturns[v])
    }
  }

  /// Makes the skeleton of a bridge the log return since the start of the step; at the last check it is the
  /// step's, bit for bit.
  ///
  /// - Parameters:
  ///   - path: X of check i in column i − 1.
  ///   - jumps: J, and the uniform of the check that it falls on: the first with i > n u.
  package static func complete(
    _ path: borrowing PathBlock, times: borrowing PathBlock, checks: Int, drifts: Column,
    jumps: (sizes: Column, uniforms: Column)?, logReturns: Column,
    vectors: Int = PathBlock.vectorCount
  ) {
    let count = Vector(repeating: Double(checks))
    for i in 0..<checks - 1 {
      let x = path[i]
      let time = times[i]
      for v in 0..<vectors { x[v] = multiplyAdd(time[v], drifts[v], x[v]) }
      guard let jumps else { continue }
      let check = Vector(repeating: Double(i + 1))
      for v in 0..<vectors {
        x[v] += select(
          count * jumps.uniforms[v], lessThan: check, jumps.sizes[v], otherwise: .zero)
      }
    }
    let end = path[checks - 1]
    for v in 0..<vectors { end[v] = logReturns[v] }
  }

  /// Writes the number of the check with the lowest return since the one before, the first of equals; from 1.
  package static func setWorstCheck(
    _ worst: Column, path: borrowing PathBlock, checks: Int,
    vectors: Int = PathBlock.vectorCount
  ) {
    for v in 0..<vectors {
      var lowest = path[0][v]
      var check = Vector(repeating: 1)
      for i in 1..<max(checks, 1) {
        let change = path[i][v] - path[i - 1][v]
        check = select(
          change, lessThan: lowest, Vector(repeating: Double(i + 1)), otherwise: check)
        lowest = minimum(lowest, change)
      }
      worst[v] = check
    }
  }
}
