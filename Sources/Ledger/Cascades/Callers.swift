internal import Exits
import Lending
import VectorMath

/// Liquidators at work: on every path they take up what pays of the calls that a round offers.
///
/// All calls of a round on a path are filled together, pro rata (`Cascade`).
struct Callers {
  private let liquidators: Liquidators
  private let exits: [Exit]
  /// By market mark: the exit of its token.
  private let exitOf: [Int: Int]
  /// By account and path: calls of the step at hand.
  private var made: [Int: Int] = [:]
  /// By path: value repaid in the step at hand, in the numeraire.
  private var repaid = Array(repeating: 0.0, count: PathBlock.pathCount)

  init(_ liquidators: Liquidators, exits: [Exit]) {
    self.liquidators = liquidators
    self.exits = exits
    var exitOf: [Int: Int] = [:]
    for (k, exit) in exits.enumerated() {
      for mark in exit.marks { exitOf[mark] = k }
    }
    self.exitOf = exitOf
  }

  /// Begins a step.
  mutating func restart() {
    made.removeAll(keepingCapacity: true)
    for path in repaid.indices { repaid[path] = 0 }
  }

  /// Takes up what was offered.
  ///
  /// - Returns: Paths on which anything was repaid that counts beside what the step has repaid before.
  mutating func call<Market: LendingMarket & ~Copyable>(
    _ market: inout Market, _ marks: borrowing MovedMarks, step: Int,
    into flows: inout StepFlows
  ) -> PathMask {
    var paths = PathMask()
    // By path, and there in the order of the accounts: how they were found says nothing.
    let offered = flows.offered.sorted { ($0.path, $0.account) < ($1.path, $1.account) }
    var first = 0
    while first < offered.count {
      let path = offered[first].path
      let end = offered[first...].firstIndex { $0.path != path } ?? offered.count
      let value = call(
        offered[first..<end], path: path, &market, marks, step: step, into: &flows)
      repaid[path] += value
      if value > 1e-12 * repaid[path] { paths.insert(path) }
      first = end
    }
    return paths
  }

  /// - Returns: Market value of what was repaid.
  private mutating func call<Market: LendingMarket & ~Copyable>(
    _ offered: ArraySlice<OfferedAccount>, path: Int, _ market: inout Market,
    _ marks: borrowing MovedMarks, step: Int, into flows: inout StepFlows
  ) -> Double {
    let cascade = Cascade(
      LiquidatorTerms(
        flashFee: liquidators.flashFee,
        gasCost: liquidators.gasCost.map { $0[path: path] } ?? 0,
        minimumProfit: liquidators.minimumProfit))
    var tokens = exits.map { $0.token(marks, path: path) }
    var places = exitOf
    var calls: [(account: OfferedAccount, offer: CascadeOffer)] = []
    for account in offered where made[key(account), default: 0] < AaveV3.maximumCalls {
      let offers = market.offers(of: account).map { offer in
        sold(offer, marks, path: path, &tokens, &places)
      }
      if let taken = cascade.taken(offers, in: CascadeMarket(tokens: tokens)) {
        calls.append((account, taken))
      }
    }
    let shares = cascade.shares(of: calls.map(\.offer), in: CascadeMarket(tokens: tokens))
    var value = 0.0
    for (k, (account, offer)) in calls.enumerated() where shares[k] > 0 {
      value += market.settle(
        offer, of: account, share: shares[k], step: step, into: &flows)
      made[key(account), default: 0] += 1
    }
    return value
  }

  private func key(_ account: OfferedAccount) -> Int {
    account.account * PathBlock.pathCount + account.path
  }

  /// An offer in tokens of an exit, or of a mark without one, at which anything can be sold.
  private func sold(
    _ offer: CascadeOffer, _ marks: borrowing MovedMarks, path: Int,
    _ tokens: inout [CascadeMarket.Token], _ places: inout [Int: Int]
  ) -> CascadeOffer {
    let mark = offer.token
    if let exit = exitOf[mark] {
      let ratio = marks.ratio(mark, to: exits[exit].marks[0], path: path)
      return offer.selling(exit, tokensPerUnit: offer.call.tokensPerUnit * ratio)
    }
    if let place = places[mark] {
      return offer.selling(place, tokensPerUnit: offer.call.tokensPerUnit)
    }
    let price = marks.live(mark, path: path)
    tokens.append(
      CascadeMarket.Token(
        marketPrice: price, oracle: .fixed(price), venue: BottomlessVenue(), displacement: 0))
    places[mark] = tokens.count - 1
    return offer.selling(tokens.count - 1, tokensPerUnit: offer.call.tokensPerUnit)
  }
}

extension CascadeOffer {
  /// The same call, of another token with its own unit.
  fileprivate func selling(_ token: Int, tokensPerUnit: Double) -> CascadeOffer {
    CascadeOffer(
      pair: pair, token: token, needsSecondLeg: needsSecondLeg,
      call: LiquidationCall(
        tokensPerUnit: tokensPerUnit, debtPrice: call.debtPrice, limit: call.limit))
  }
}
