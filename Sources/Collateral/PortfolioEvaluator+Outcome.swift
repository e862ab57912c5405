public import VectorMath

extension PortfolioEvaluator {
  /// Which of an account's outcomes are 0 on every path of the block.
  public struct Silence: Sendable {
    public let hasBadDebt: Bool
    public let hasLiquidations: Bool
  }

  /// Writes one account's outcome at the horizon, at the marks that stand now, in the numeraire.
  ///
  /// - Parameters:
  ///   - initialEquity: E(0), from which E(T) is taken.
  ///   - equityLoss: Receives E(0) − E(T), E(T) ≥ 0 at market prices, cash from liquidations included.
  ///   - badDebt: Receives deficits plus max(0, debt − collateral).
  ///   - liquidated: Receives the market value of the debt that liquidators repaid.
  public func outcome(
    of account: Int, initialEquity: Double, equityLoss: Column, badDebt: Column,
    liquidated: Column
  ) -> Silence {
    let start = Vector(repeating: initialEquity)
    var worst = Vector.zero
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 2) {
      let (collateral, debt) = legs.value(of: account, from: v)
      let a = collateral.a - debt.a
      let b = collateral.b - debt.b
      equityLoss[v] = start - maximum(a, .zero)
      equityLoss[v &+ 1] = start - maximum(b, .zero)
      let short = maximum(-a, .zero)
      let shortToo = maximum(-b, .zero)
      badDebt[v] = short
      badDebt[v &+ 1] = shortToo
      worst = maximum(worst, maximum(short, shortToo))
    }
    var hasBadDebt = mask(.zero, lessThan: worst) != 0
    let hasLiquidations = firstClosure[account] >= 0 || positions.first(of: account) >= 0
    if hasLiquidations {
      liquidated.fill(0)
      hasBadDebt =
        patchClosures(
          account, initialEquity: initialEquity, equityLoss: equityLoss, badDebt: badDebt,
          liquidated: liquidated) || hasBadDebt
      hasBadDebt =
        patchPositions(
          account, initialEquity: initialEquity, equityLoss: equityLoss, badDebt: badDebt,
          liquidated: liquidated) || hasBadDebt
    }
    return Silence(hasBadDebt: hasBadDebt, hasLiquidations: hasLiquidations)
  }

  private func patchClosures(
    _ account: Int, initialEquity: Double, equityLoss: Column, badDebt: Column,
    liquidated: Column
  ) -> Bool {
    guard let bonus = closingBonus[adapterOf[account]] else { return false }
    var hasBadDebt = false
    var next = firstClosure[account]
    while next >= 0 {
      let entry = closures[next]
      let closure = WholeAccountClosure(
        collateral: entry.collateral, debt: entry.debt, bonus: bonus)
      equityLoss[path: entry.path] = initialEquity - closure.cash
      badDebt[path: entry.path] = closure.deficit
      liquidated[path: entry.path] = closure.repaid
      hasBadDebt = hasBadDebt || closure.deficit > 0
      next = entry.next
    }
    return hasBadDebt
  }

  private func patchPositions(
    _ account: Int, initialEquity: Double, equityLoss: Column, badDebt: Column,
    liquidated: Column
  ) -> Bool {
    let range = legs.ranges[account]
    var hasBadDebt = false
    var next = positions.first(of: account)
    while next >= 0 {
      let entry = positions.entries[next]
      var net = 0.0
      var cash = 0.0
      var burned = 0.0
      for k in 0..<range.collateralCount {
        net +=
          positions.units(next, leg: k) * legs.legs[range.first + k].market[path: entry.path]
        cash += positions.settled(next, leg: k)
      }
      for k in range.collateralCount..<range.collateralCount + range.debtCount {
        net -=
          positions.units(next, leg: k) * legs.legs[range.first + k].market[path: entry.path]
        burned += positions.settled(next, leg: k)
      }
      let short = burned + max(-net, 0)
      equityLoss[path: entry.path] = initialEquity - (max(net, 0) + cash)
      badDebt[path: entry.path] = short
      liquidated[path: entry.path] = entry.liquidated
      hasBadDebt = hasBadDebt || short > 0
      next = entry.next
    }
    return hasBadDebt
  }

  /// What one leg lost to the borrower on the paths on which the account was liquidated.
  ///
  ///     collateral leg = value at 0 − value at T − debt that its sales cancelled − cash they left
  ///     debt leg       = value at T + cancelled + burned − value at 0
  ///
  /// - Precondition: The evaluator tracks legs, or the account's protocol does not close whole accounts.
  ///
  /// - Parameters:
  ///   - leg: Number of the leg: collateral first, then debts.
  ///   - initialValue: The leg's value at time 0, in the numeraire.
  ///   - column: Receives the loss on those paths; the others are left alone.
  public func patchLegLoss(
    of account: Int, leg: Int, initialValue: Double, into column: Column
  ) {
    let range = legs.ranges[account]
    let market = legs.legs[range.first + leg].market
    let sign: Double = leg < range.collateralCount ? 1 : -1
    var next = positions.first(of: account)
    while next >= 0 {
      let entry = positions.entries[next]
      let value = positions.units(next, leg: leg) * market[path: entry.path]
      let settled = positions.cancelled(next, leg: leg) + positions.settled(next, leg: leg)
      column[path: entry.path] = sign * (initialValue - value - settled)
      next = entry.next
    }
  }

  /// One debt's part of the bad debt on the paths on which the account was liquidated: its deficits, and
  /// its share of the shortfall at the horizon pro rata to what is owed then.
  ///
  /// - Precondition: As for `patchLegLoss`.
  public func patchBadDebt(of account: Int, debt: Int, into column: Column) {
    let range = legs.ranges[account]
    var next = positions.first(of: account)
    while next >= 0 {
      let path = positions.entries[next].path
      var net = 0.0
      for k in 0..<range.collateralCount {
        net += positions.units(next, leg: k) * legs.legs[range.first + k].market[path: path]
      }
      var owed = 0.0
      for k in range.collateralCount..<range.collateralCount + range.debtCount {
        owed += positions.units(next, leg: k) * legs.legs[range.first + k].market[path: path]
      }
      let leg = range.collateralCount + debt
      let value = positions.units(next, leg: leg) * legs.legs[range.first + leg].market[path: path]
      let shortfall = owed - net
      column[path: path] =
        positions.settled(next, leg: leg) + (shortfall > 0 ? shortfall * (value / owed) : 0)
      next = positions.entries[next].next
    }
  }
}
