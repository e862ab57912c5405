import VectorMath

extension GroupTable {
  /// Least p over the collateral and largest q over the debts inside the step, for four vectors of paths.
  @inline(__always)
  func insideExtremes(_ layout: GroupLayout, from v: Int) -> (low: VectorQuad, high: VectorQuad) {
    extremes(layout, from: v, collateral: inside.lowest, debts: inside.highest)
  }

  /// The sums of `health` at the lowest collateral and the highest debts.
  @inline(__always)
  func insideHealth(
    _ layout: GroupLayout, row base: Int, path: Int
  ) -> (collateral: Vector, debt: Vector) {
    sums(
      layout, weights: base &+ 1, debts: base &+ 1 &+ 2 &* layout.collateralCount,
      collateralMark: { inside.lowest[$0][path: path] },
      debtMark: { inside.highest[$0][path: path] })
  }

  /// The sums of `health` at a check inside the step, on a path that was drawn.
  ///
  /// - Parameter place: Where the path stands among those.
  @inline(__always)
  func health(
    _ layout: GroupLayout, row base: Int, check: Int, place: Int
  ) -> (collateral: Vector, debt: Vector) {
    let count = inside.checkCount
    return sums(
      layout, weights: base &+ 1, debts: base &+ 1 &+ 2 &* layout.collateralCount,
      collateralMark: { inside.values[$0 &* count &+ check][path: place] },
      debtMark: { inside.values[$0 &* count &+ check][path: place] })
  }

  /// The sums of `insideHealth` where the price is highest.
  ///
  /// - Parameter rise: S_high / S_low.
  func insideHealth(
    _ layout: GroupLayout, row base: Int, path: Int, rise: Double
  ) -> (collateral: Vector, debt: Vector) {
    func factor(_ leg: Int) -> Double {
      inside.powers[leg] == 0 ? 1 : inside.powers[leg] > 0 ? rise : 1 / rise
    }
    return sums(
      layout, weights: base &+ 1, debts: base &+ 1 &+ 2 &* layout.collateralCount,
      collateralMark: { inside.lowest[$0][path: path] * factor($0) },
      debtMark: { inside.highest[$0][path: path] * factor($0) })
  }
}
