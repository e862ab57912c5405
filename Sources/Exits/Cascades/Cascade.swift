/// Rounds of one check on one path: accounts below 1 are called, what was seized is sold, and where oracles read the
/// market they are looked at again.
///
/// All calls of a round are filled together at the same prices, pro rata, so that the order of the accounts does not
/// matter; a call whose next token no longer pays drops out with what it has got.
package struct Cascade: Sendable {
  /// What the rounds of a check came to.
  package struct Outcome: Sendable, Hashable {
    /// Rounds in which anybody was called.
    package internal(set) var rounds = 0
    /// Whether the last round allowed still had calls behind it.
    package internal(set) var isCutOff = false
  }

  /// What liquidators pay and want.
  package let terms: LiquidatorTerms
  /// Most rounds of a check, at least 1.
  package let most: Int

  /// A check under these terms.
  package init(_ terms: LiquidatorTerms, most: Int = 64) {
    precondition(most >= 1, "a check has a round")
    self.terms = terms
    self.most = most
  }

  /// Runs one check; accounts and market are left as it ends.
  package func run<Account: CascadeAccount>(
    _ accounts: inout [Account], in market: inout CascadeMarket
  ) -> Outcome {
    var outcome = Outcome()
    var moved = 0.0
    while true {
      let oracle = market.oraclePrices
      let calls = self.calls(accounts, market, oracle)
      if calls.isEmpty { return outcome }
      if outcome.rounds == most {
        outcome.isCutOff = true
        return outcome
      }
      outcome.rounds += 1
      let (shares, sales) = fills(calls.map(\.offer), market)
      var value = 0.0
      for (k, (account, offer)) in calls.enumerated() where shares[k] > 0 {
        accounts[account].settle(offer, share: shares[k], at: oracle)
        value += shares[k] * offer.call.limit * offer.call.debtPrice
      }
      market.take(sales)
      moved += value
      if value < 1e-12 * moved { return outcome }
    }
  }

  /// The first of an account's offers that anybody takes up at the prices of now; `nil` if nobody does.
  package func taken(_ offers: [CascadeOffer], in market: CascadeMarket) -> CascadeOffer? {
    offers.first { $0.call.acts(terms, on: market.route($0)) }
  }

  /// By call θ: how much of it is filled, all together at the same prices.
  package func shares(of calls: [CascadeOffer], in market: CascadeMarket) -> [Double] {
    fills(calls, market).shares
  }

  /// By account below 1, in order: its first offer that anybody takes up at the prices of now.
  private func calls<Account: CascadeAccount>(
    _ accounts: [Account], _ market: CascadeMarket, _ oracle: [Double]
  ) -> [(account: Int, offer: CascadeOffer)] {
    var calls: [(account: Int, offer: CascadeOffer)] = []
    for (k, account) in accounts.enumerated() where account.isBelowOne(oracle) {
      if let offer = taken(account.offers(oracle), in: market) { calls.append((k, offer)) }
    }
    return calls
  }

  /// By call θ: how much of it is filled; and the sales of all.
  ///
  /// θ rises for all together until the price of one falls to its threshold; those whose price has drop out. What
  /// has dropped out keeps its share. Each step of θ is bisected to neighbouring doubles.
  func fills(
    _ calls: [CascadeOffer], _ market: CascadeMarket
  ) -> (shares: [Double], sales: CascadeSales) {
    let thresholds = calls.map { $0.call.threshold(terms) }
    var shares = Array(repeating: 1.0, count: calls.count)
    var active = Array(calls.indices)
    var theta = 0.0
    while !active.isEmpty {
      let isActive = Set(active)
      var still = CascadeSales(tokenCount: market.tokens.count)
      var rising = still
      for (k, call) in calls.enumerated() {
        if isActive.contains(k) {
          rising.add(call, share: 1)
        } else {
          still.add(call, share: shares[k])
        }
      }
      // Of each token and leg only the highest threshold decides whether anybody has dropped out.
      var highest: [CascadeLeg: Double] = [:]
      for k in active { highest[calls[k].leg, default: 0].formMaximum(thresholds[k]) }
      func prices(_ share: Double) -> [CascadeLeg: Double] {
        market.prices(highest.keys, after: still.adding(rising, share: share))
      }
      func holds(_ share: Double) -> Bool {
        let prices = prices(share)
        return highest.allSatisfy { leg, threshold in (prices[leg] ?? 0) >= threshold }
      }
      if holds(1) { break }
      var low = theta
      var high = 1.0
      while true {
        let middle = low + (high - low) / 2
        guard middle > low && middle < high else { break }
        if holds(middle) { low = middle } else { high = middle }
      }
      let last = prices(high)
      active.removeAll { k in
        guard !((last[calls[k].leg] ?? 0) >= thresholds[k]) else { return false }
        shares[k] = high
        return true
      }
      theta = high
    }
    var sales = CascadeSales(tokenCount: market.tokens.count)
    for (k, call) in calls.enumerated() { sales.add(call, share: shares[k]) }
    return (shares, sales)
  }
}

extension Double {
  fileprivate mutating func formMaximum(_ other: Double) { self = max(self, other) }
}
