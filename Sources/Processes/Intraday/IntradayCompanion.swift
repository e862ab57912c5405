import VectorMath

/// Another price within the same steps, correlated with the refined one (the leader) hour by hour.
///
///     Y(τ) + ρ √(V_B/V) (X(τ) − τ q),  Y a bridge to q_B of variance (1 − ρ²) V_B on the leader's clock
///
/// a bridge to q_B of variance V_B. V_B has, given q_B, the rank that V has given q: busy days are busy for
/// both. V depends on the leader's path only through its size, so that the law of each price is that of a price
/// refined alone.
package struct IntradayCompanion: Sendable {
  /// How V_B follows from V.
  private enum Coupling: Sendable {
    case known
    /// Equal laws, ν: equal ranks are equal multiples.
    case multiple(leader: Double)
    /// ln G_B from ln G.
    case rank(leader: Double, own: Double, HermiteTable)
    /// The leader's V is known, so that a normal gives the rank.
    case normal(own: Double, GammaFromNormal)
  }

  /// ρ, correlation of the two bridges.
  package let correlation: Double
  private let coupling: Coupling

  /// - Parameters:
  ///   - law: Of this price.
  ///   - leader: Law of the refined price.
  ///   - correlation: ρ, 0 ... 1: with less the leader's lowest point would bound nothing.
  package init(_ law: IntradayLaw, leader: IntradayLaw, correlation: Double) {
    precondition(
      correlation >= 0 && correlation <= 1, "a companion's correlation lies in 0 ... 1")
    self.correlation = correlation
    switch (law, leader) {
    case (.known, _): coupling = .known
    case (.studentT(let own), .known):
      coupling = .normal(own: own, GammaFromNormal(shape: (own + 1) / 2))
    case (.studentT(let own), .studentT(let other)) where own == other:
      coupling = .multiple(leader: other)
    case (.studentT(let own), .studentT(let other)):
      coupling = .rank(
        leader: other, own: own,
        GammaLaw(shape: (own + 1) / 2).logOfEqualRank(from: GammaLaw(shape: (other + 1) / 2)))
    }
  }

  /// Writes V_B, and a bound from the lowest points of its two parts: no point of the companion's bridge is below
  /// `columns.low`.
  ///
  /// - Parameters:
  ///   - columns: Their step is written.
  ///   - leader: The leader's step, and for the same paths M and V, as `IntradayVariance` draws it.
  ///   - normals: Draw `IntradayDraws.variance`.
  ///   - uniforms: Draw `IntradayDraws.minimum(ofCompanion:)`.
  package func bound(
    _ columns: borrowing IntradayCompanionColumns, leader: IntradayStep, minima: Column,
    variances: Column, normals: Column, uniforms: Column, vectors: Int = PathBlock.vectorCount
  ) {
    setVariances(
      columns.variances, columns.step, leader: leader, leaderVariances: variances,
      normals: normals, vectors: vectors)
    let share = Vector(repeating: (1 - correlation) * (1 + correlation))
    for v in 0..<vectors { columns.ownStep.variance[v] = share * columns.variances[v] }
    IntradayExtremes(.known).setMinima(
      columns.ownMinima, columns.ownStep, uniforms: uniforms, vectors: vectors)
    for v in 0..<vectors {
      let deviation = minima[v] - maximum(leader.innovation[v], .zero)
      columns.low[v] = multiplyAdd(
        slope(columns.variances[v], variances[v]), deviation, columns.ownMinima[v])
    }
  }

  /// Draws the path of the first paths of the columns, whose step is written.
  ///
  /// - Parameters:
  ///   - c: Which companion it is, from 0, as `IntradayDraws` numbers them.
  ///   - leader: The same paths of the leader, refined, before drift and jumps are added to its path.
  package func refine(
    _ columns: borrowing IntradayCompanionColumns, companion c: Int, of bridge: IntradayBridge,
    leader: borrowing IntradayColumns, pathCount: Int
  ) {
    let vectors = (pathCount + Vector.laneCount - 1) / Vector.laneCount
    let draws = bridge.draws
    bound(
      columns, leader: leader.step, minima: leader.minima, variances: leader.variances,
      normals: leader.normals[IntradayDraws.variance],
      uniforms: leader.uniforms[draws.minimum(ofCompanion: c)], vectors: vectors)
    MinimumTime.set(
      columns.ownMinimumTimes, innovations: columns.step.innovation, minima: columns.ownMinima,
      variances: columns.ownStep.variance,
      normals: leader.normals[draws.minimumTime(ofCompanion: c)],
      uniforms: leader.uniforms[draws.minimumTimeRoot(ofCompanion: c)], vectors: vectors)
    IntradaySkeleton.set(
      columns.path, times: leader.times, checks: draws.checks,
      innovations: columns.step.innovation, minima: columns.ownMinima,
      variances: columns.ownStep.variance, minimumTimes: columns.ownMinimumTimes,
      normals: leader.normals, first: draws.skeleton(ofCompanion: c), vectors: vectors)
    // At the last check the leader is at q, and Y at q_B.
    for v in 0..<vectors {
      let slope = slope(columns.variances[v], leader.variances[v])
      let q = leader.step.innovation[v]
      for i in 0..<draws.checks - 1 {
        let deviation = multiplyAdd(-leader.times[i][v], q, leader.path[i][v])
        columns.path[i][v] = multiplyAdd(slope, deviation, columns.path[i][v])
      }
    }
  }

  /// Writes V_B; the normals are read where the leader's V is known.
  private func setVariances(
    _ variance: Column, _ step: IntradayStep, leader: IntradayStep, leaderVariances: Column,
    normals: Column, vectors: Int
  ) {
    let half = Vector(repeating: 0.5)
    switch coupling {
    case .known:
      for v in 0..<vectors { variance[v] = step.variance[v] }
    case .multiple(let nu):
      for v in 0..<vectors {
        variance[v] = leaderVariances[v] * spread(step, nu, v) / spread(leader, nu, v)
      }
    case .rank(let other, let own, let table):
      for v in 0..<vectors {
        let gamma = half * spread(leader, other, v) / leaderVariances[v]
        variance[v] = half * spread(step, own, v) * exponential(-table(logarithm(gamma)))
      }
    case .normal(let own, let table):
      for v in 0..<vectors { variance[v] = half * spread(step, own, v) / table(normals[v]) }
    }
  }

  /// s + q², twice the rate of 1/V given q.
  @inline(__always)
  private func spread(_ step: IntradayStep, _ nu: Double, _ v: Int) -> Vector {
    let q = step.innovation[v]
    return multiplyAdd(q, q, Vector(repeating: nu - 2) * step.variance[v])
  }

  /// ρ √(V_B/V).
  @inline(__always)
  private func slope(_ own: Vector, _ leader: Vector) -> Vector {
    Vector(repeating: correlation) * squareRoot(own / maximum(leader, Vector(repeating: 1e-300)))
  }
}
