import VectorMath

extension PortfolioEvaluator {
  /// Accounts whose ln HF is a Brownian motion between steps: crossings are drawn from the bridge.
  mutating func checkBridged(
    _ slot: Int, _ layout: GroupLayout, step: Int, uniforms: (Column, Int) -> Void
  ) {
    let account = table.accounts[slot]
    guard account >= 0, let bridged = bridged[account] else { return }
    uniforms(bridged.uniforms, bridged.draw)
    let row = slot / Vector.laneCount
    let bit = slot % Vector.laneCount
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 2) {
      let (collateral, debt) = legs.health(of: account, from: v)
      for (v, health) in [(v, collateral.a / debt.a), (v + 1, collateral.b / debt.b)] {
        let crossed = bridged.crossings(v, logHealth: logarithm(health))
        let alive = untouched.lanes(row: row, bit: bit, vector: v)
        let below = mask(health, lessThan: Vector(repeating: 1))
        var ended = (below | crossed) & alive
        while ended != 0 {
          let lane = ended.trailingZeroBitCount
          ended &= ended &- 1
          // At a crossing between steps HF was 1: collateral prices are scaled to that moment.
          let scale = below & (1 << UInt32(lane)) != 0 ? 1 : (1 - 1e-12) / health[lane]
          liquidate(
            layout, row: row, base: table.base(layout, row: row), lanes: 1 << UInt32(bit),
            path: v * Vector.laneCount + lane, step: step, scale: scale)
        }
      }
    }
  }
}
