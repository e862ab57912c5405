import Lending

/// A token on one side of an account with the mark columns behind it: what the oracle and what the market
/// says one initial unit is worth.
struct LegKind: Hashable, Comparable {
  let oracle: Int
  let market: Int
  let token: String

  static func < (a: LegKind, b: LegKind) -> Bool {
    (a.oracle, a.market, a.token) < (b.oracle, b.market, b.token)
  }

  /// The marks tell nearly all kinds apart; equality looks at the token as well.
  func hash(into hasher: inout Hasher) {
    hasher.combine(oracle)
    hasher.combine(market)
  }

  /// The distinct kinds among these, in order.
  static func distinct(_ kinds: [LegKind]) -> [LegKind] {
    kinds.count <= 1 ? kinds : Set(kinds).sorted()
  }
}

extension CollateralLeg {
  var kind: LegKind { LegKind(oracle: oracleMark, market: marketMark, token: token) }
}

extension DebtLeg {
  var kind: LegKind { LegKind(oracle: oracleMark, market: marketMark, token: token) }
}
