import VectorMath

extension GroupTable {
  /// First vector of a row.
  @inline(__always)
  func base(_ layout: GroupLayout, row: Int) -> Int {
    layout.firstVector &+ (row &- layout.firstRow) &* layout.stride
  }

  /// The group that an account is seated in.
  func group(of account: Int) -> Int { groupOfRow[slots[account] / Vector.laneCount] }

  /// Units of the eight accounts of a row in one leg: collateral first, then debts.
  @inline(__always)
  func units(_ layout: GroupLayout, row base: Int, leg k: Int) -> Vector {
    vectors[base &+ 1 &+ layout.collateralCount &+ k]
  }

  /// The sums of `HealthSums` for the eight accounts of a row on one path, with units × LT multiplied beforehand.
  @inline(__always)
  func health(_ layout: GroupLayout, row base: Int, path: Int) -> (collateral: Vector, debt: Vector)
  {
    sums(
      layout, weights: base &+ 1, debts: base &+ 1 &+ 2 &* layout.collateralCount,
      collateralMark: { oracle[$0][path: path] }, debtMark: { oracle[$0][path: path] })
  }

  /// Collateral and debt of the eight accounts of a row on one path, at market prices.
  @inline(__always)
  func value(_ layout: GroupLayout, row base: Int, path: Int) -> (collateral: Vector, debt: Vector)
  {
    sums(
      layout, weights: base &+ 1 &+ layout.collateralCount,
      debts: base &+ 1 &+ 2 &* layout.collateralCount,
      collateralMark: { market[$0][path: path] }, debtMark: { market[$0][path: path] })
  }

  /// The same on a path and the next: the weights are read once for both.
  @inline(__always)
  func values(
    _ layout: GroupLayout, row base: Int, path: Int
  ) -> ((collateral: Vector, debt: Vector), (collateral: Vector, debt: Vector)) {
    let weights = base &+ 1 &+ layout.collateralCount
    let debts = base &+ 1 &+ 2 &* layout.collateralCount
    // The sums of `sums`, addition for addition.
    var even = VectorPair(repeating: 0)
    var odd = VectorPair(repeating: 0)
    var k = 0
    while k &+ 1 < layout.collateralCount {
      even.add(vectors[weights &+ k], market[layout.firstLeg &+ k], path: path)
      odd.add(vectors[weights &+ k &+ 1], market[layout.firstLeg &+ k &+ 1], path: path)
      k &+= 2
    }
    if k < layout.collateralCount {
      even.add(vectors[weights &+ k], market[layout.firstLeg &+ k], path: path)
    }
    let a = even.a + odd.a
    let b = even.b + odd.b
    var debt = VectorPair(repeating: 0)
    for j in 0..<layout.debtCount {
      debt.add(
        vectors[debts &+ j], market[layout.firstLeg &+ layout.collateralCount &+ j], path: path)
    }
    return ((a, debt.a), (b, debt.b))
  }

  @inline(__always)
  func sums(
    _ layout: GroupLayout, weights: Int, debts: Int, collateralMark mark: (Int) -> Double,
    debtMark: (Int) -> Double
  ) -> (collateral: Vector, debt: Vector) {
    // Two sums, because one waits for its own last addition.
    var even = Vector.zero
    var odd = Vector.zero
    var k = 0
    while k &+ 1 < layout.collateralCount {
      even = multiplyAdd(
        vectors[weights &+ k], Vector(repeating: mark(layout.firstLeg &+ k)), even)
      odd = multiplyAdd(
        vectors[weights &+ k &+ 1], Vector(repeating: mark(layout.firstLeg &+ k &+ 1)), odd)
      k &+= 2
    }
    if k < layout.collateralCount {
      even = multiplyAdd(
        vectors[weights &+ k], Vector(repeating: mark(layout.firstLeg &+ k)), even)
    }
    var debt = Vector.zero
    for j in 0..<layout.debtCount {
      let price = debtMark(layout.firstLeg &+ layout.collateralCount &+ j)
      debt = multiplyAdd(vectors[debts &+ j], Vector(repeating: price), debt)
    }
    return (even + odd, debt)
  }

  /// min p over the collateral and max q over the debts on one path: the bits of `extremes(_:from:)`.
  func extremes(_ layout: GroupLayout, path: Int) -> (low: Double, high: Double) {
    var low = layout.collateralCount > 0 ? Double.infinity : 0
    var leg = layout.firstLeg
    for _ in 0..<layout.collateralCount {
      low = min(low, oracle[leg][path: path] * scales[scalar: leg])
      leg &+= 1
    }
    var high = 0.0
    for _ in 0..<layout.debtCount {
      high = max(high, oracle[leg][path: path] * scales[scalar: leg])
      leg &+= 1
    }
    return (low, high)
  }

  /// min p over the collateral and max q over the debts, for four vectors of paths.
  @inline(__always)
  func extremes(_ layout: GroupLayout, from v: Int) -> (low: VectorQuad, high: VectorQuad) {
    extremes(layout, from: v, collateral: oracle, debts: oracle)
  }

  /// The same of columns by leg.
  @inline(__always)
  func extremes(
    _ layout: GroupLayout, from v: Int, collateral: borrowing ColumnList,
    debts: borrowing ColumnList
  ) -> (low: VectorQuad, high: VectorQuad) {
    var low = VectorQuad(repeating: layout.collateralCount > 0 ? .infinity : 0)
    var leg = layout.firstLeg
    for _ in 0..<layout.collateralCount {
      low.minimize(with: collateral[leg], from: v, scale: scales[scalar: leg])
      leg &+= 1
    }
    var high = VectorQuad(repeating: 0)
    for _ in 0..<layout.debtCount {
      high.maximize(with: debts[leg], from: v, scale: scales[scalar: leg])
      leg &+= 1
    }
    return (low, high)
  }
}
