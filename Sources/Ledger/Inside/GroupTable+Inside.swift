import VectorMath

extension GroupTable {
  /// Least p over the collateral and largest q over the debts inside the step, for four vectors of paths.
  @inline(__always)
  func insideExtremes(_ layout: GroupLayout, from v: Int) -> (low: VectorQuad, high: VectorQuad) {
    extremes(layout, from: v, collateral: inside.lowest, debts: inside.highest)
  }

  /// Least p over the collateral and largest q over the debts where the price is so much above its lowest, for a
  /// vector of paths.
  @inline(__always)
  func insideExtremes(
    _ layout: GroupLayout, vector v: Int, rise: Vector
  ) -> (least: Vector, most: Vector) {
    @inline(__always)
    func scaled(_ mark: Vector, _ leg: Int) -> Vector {
      let scale = Vector(repeating: scales[scalar: leg])
      let power = inside.powers[leg]
      return power == 0 ? mark * scale : power > 0 ? mark * scale * rise : mark * scale / rise
    }
    var leg = layout.firstLeg
    var least = Vector(repeating: layout.collateralCount > 0 ? .infinity : 0)
    for _ in 0..<layout.collateralCount {
      least = minimum(least, scaled(inside.lowest[leg][v], leg))
      leg &+= 1
    }
    var most = Vector.zero
    for _ in 0..<layout.debtCount {
      most = maximum(most, scaled(inside.highest[leg][v], leg))
      leg &+= 1
    }
    return (least, most)
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

  /// The sums of `health` for one account of a row at eight checks inside the step, on a path that was drawn.
  ///
  /// - Parameters:
  ///   - place: Where the path stands among those.
  ///   - v: The checks 8v ..< 8v + 8.
  @inline(__always)
  func health(
    _ layout: GroupLayout, row base: Int, lane: Int, place: Int, _ v: Int
  ) -> (collateral: Vector, debt: Vector) {
    var collateral = Vector.zero
    var leg = layout.firstLeg
    var weight = (base &+ 1) &* Vector.laneCount &+ lane
    for _ in 0..<layout.collateralCount {
      collateral = multiplyAdd(
        Vector(repeating: vectors[scalar: weight]), inside.values[leg][place, v], collateral)
      leg &+= 1
      weight &+= Vector.laneCount
    }
    weight &+= layout.collateralCount &* Vector.laneCount
    var debt = Vector.zero
    for _ in 0..<layout.debtCount {
      debt = multiplyAdd(
        Vector(repeating: vectors[scalar: weight]), inside.values[leg][place, v], debt)
      leg &+= 1
      weight &+= Vector.laneCount
    }
    return (collateral, debt)
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
