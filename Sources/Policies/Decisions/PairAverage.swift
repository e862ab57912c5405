/// What a decision gives one collateral token against one debt, averaged over the accounts by value.
package struct PairAverage: Sendable {
  /// Symbol of the collateral.
  package let collateral: String
  /// Symbol of the token that most of the accounts' debt is in; `USD` without debt.
  package let debt: String
  /// Collateral at oracle prices, in the numeraire; positive.
  package fileprivate(set) var value = 0.0
  /// Share of the value that is not lent against.
  package fileprivate(set) var haircut = 0.0
  /// Share of the value up to which debt may grow.
  package fileprivate(set) var liquidationThreshold = 0.0
  /// What a liquidator gets on top, a share of the debt repaid.
  package fileprivate(set) var liquidationBonus = 0.0

  fileprivate init(collateral: String, debt: String) {
    self.collateral = collateral
    self.debt = debt
  }
}

extension PolicyDecision {
  /// Mean haircut by collateral value; 0 without any.
  package var meanHaircut: Double {
    let value = legs.reduce(0) { $0 + $1.value }
    return legs.reduce(0) { $0 + $1.value * $1.terms.haircut } / max(value, 1e-300)
  }

  /// Every pair of tokens with collateral of some value, in the order of the portfolio.
  package var pairs: [PairAverage] {
    var positions: [[String]: Int] = [:]
    var sums: [PairAverage] = []
    for leg in legs {
      let key = [leg.collateral, leg.debt]
      let position = positions[key] ?? sums.count
      if position == sums.count {
        positions[key] = position
        sums.append(PairAverage(collateral: leg.collateral, debt: leg.debt))
      }
      sums[position].value += leg.value
      sums[position].haircut += leg.value * leg.terms.haircut
      sums[position].liquidationThreshold += leg.value * leg.terms.liquidationThreshold
      sums[position].liquidationBonus += leg.value * leg.terms.liquidationBonus
    }
    return sums.filter { $0.value > 0 }.map { sum in
      var average = sum
      average.haircut /= sum.value
      average.liquidationThreshold /= sum.value
      average.liquidationBonus /= sum.value
      return average
    }
  }
}
