import Lending
import Market
import Paths
import Processes

/// Which accounts `monitoring: bridge` corrects, and the variance of their ln HF over a step.
///
/// An account qualifies if it has one collateral and one debt and ln HF is a Brownian motion with
/// drift: every random column in it is the log price of a process with `brownianVolatility`, under
/// Gaussian dependence.
package enum BridgeVariance {
  /// Variances by account.
  package static func byAccount(_ plan: LossPlan) -> [Int: Double] {
    guard plan.paths.market.dependence == .gaussian else { return [:] }
    let columns = ColumnNature.byColumn(plan.paths.market)
    var result: [Int: Double] = [:]
    for (i, account) in plan.portfolio.accounts.enumerated() {
      guard account.collateral.count == 1, account.debts.count == 1,
        account.collateral[0].units > 0, account.debts[0].units > 0
      else { continue }
      let variance = variance(
        of: plan.paths.market.marks[account.collateral[0].oracleMark],
        against: plan.paths.market.marks[account.debts[0].oracleMark], columns: columns, plan: plan)
      if let variance, variance > 0 { result[i] = variance }
    }
    return result
  }

  private static func variance(
    of collateral: MarkFormula, against debt: MarkFormula, columns: [ColumnNature], plan: LossPlan
  ) -> Double? {
    var weights: [Int: Double] = [:]
    for column in collateral.added { weights[column, default: 0] += 1 }
    for column in collateral.subtracted { weights[column, default: 0] -= 1 }
    for column in debt.added { weights[column, default: 0] -= 1 }
    for column in debt.subtracted { weights[column, default: 0] += 1 }
    for cap in [collateral.cap, debt.cap] {
      if let column = cap?.column, columns[column] != .deterministic { return nil }
    }
    var loadings: [(shock: Int, volatility: Double)] = []
    for (column, weight) in weights.sorted(by: { $0.key < $1.key }) where weight != 0 {
      switch columns[column] {
      case .deterministic: continue
      case .brownian(let shock, let volatility): loadings.append((shock, weight * volatility))
      case .other: return nil
      }
    }
    var sum = 0.0
    for a in loadings {
      for b in loadings {
        sum += a.volatility * b.volatility * correlation(a.shock, b.shock, plan.paths.market)
      }
    }
    return sum * plan.paths.grid.step.length
  }

  private static func correlation(_ i: Int, _ j: Int, _ market: MarketPlan) -> Double {
    let correlated = market.correlatedShocks.count
    guard i < correlated, j < correlated, let factor = market.correlationFactor else {
      return i == j ? 1 : 0
    }
    var sum = 0.0
    for k in 0..<factor.columnCount { sum += factor[i, k] * factor[j, k] }
    return sum
  }
}
