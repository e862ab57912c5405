public import VectorMath

extension PortfolioEvaluator {
  /// Writes one account's outcome at the horizon, at the marks that stand now, in the numeraire.
  ///
  /// - Parameters:
  ///   - equity: Receives E(T) ≥ 0 at market prices, cash from liquidations included.
  ///   - badDebt: Receives deficits plus max(0, debt − collateral).
  ///   - liquidated: Receives the market value of the debt that liquidators repaid.
  public func outcome(of account: Int, equity: Column, badDebt: Column, liquidated: Column) {
    let kernel = kernels[account]
    let base = account * PathBlock.vectorCount
    for v in 0..<PathBlock.vectorCount {
      let net = kernel.marketCollateral.sum(at: v) - kernel.marketDebt.sum(at: v)
      equity[v] = maximum(net, .zero)
      badDebt[v] = maximum(-net, .zero)
      liquidated[v] = .zero
      var gone = closed[account] == nil ? 0 : ~untouched[base + v]
      while gone != 0 {
        let path = v * Vector.laneCount + gone.trailingZeroBitCount
        gone &= gone &- 1
        guard let closed = closed[account] else { break }
        equity[path: path] = closed.equity[path]
        badDebt[path: path] = closed.deficit[path]
        liquidated[path: path] = closed.repaid[path]
      }
    }
    var next = firstTouched[account]
    while next >= 0 {
      let path = touched[next].path
      let position = horizonPosition(touched[next])
      let net = position.marketCollateral - position.marketDebt
      var cash = 0.0
      for leg in position.collateral { cash += leg.cash }
      var burned = 0.0
      for leg in position.debts { burned += leg.burned }
      equity[path: path] = max(net, 0) + cash
      badDebt[path: path] = burned + max(-net, 0)
      liquidated[path: path] = touched[next].liquidated
      next = touched[next].next
    }
  }

  /// The account on one path with the marks that stand now and the flows of its liquidations.
  ///
  /// - Precondition: The evaluator tracks legs, or the account's protocol does not close whole accounts.
  public func position(of account: Int, path: Int) -> Position {
    precondition(closed[account] == nil, "whole-account closures were not followed leg by leg")
    var next = firstTouched[account]
    while next >= 0 {
      if touched[next].path == path { return horizonPosition(touched[next]) }
      next = touched[next].next
    }
    return initialPosition(account, path: path)
  }

  /// Touched paths of an account with their positions at the marks that stand now.
  public func forEachTouchedPosition(of account: Int, _ body: (Int, Position) -> Void) {
    var next = firstTouched[account]
    while next >= 0 {
      body(touched[next].path, horizonPosition(touched[next]))
      next = touched[next].next
    }
  }

  /// Bit i set: lane i of vector `v` has not been liquidated.
  public func untouchedLanes(of account: Int, _ v: Int) -> UInt8 {
    untouched[account * PathBlock.vectorCount + v]
  }

  private func horizonPosition(_ entry: Touched) -> Position {
    var position = entry.position
    position.setPrices(accounts[entry.account], marks: marks, dollars: dollars, path: entry.path)
    return position
  }

  /// ln HF at time 0 of the bridged accounts, from the marks that stand now.
  public func rememberInitialHealth() {
    for (account, bridged) in bridge {
      let position = initialPosition(account, path: 0)
      let debt = position.oracleDebt
      bridged.setInitialLogHealth(debt > 0 ? position.logHealth : .infinity)
    }
  }
}
