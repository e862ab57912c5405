import Processes

/// What drives a state column.
package enum ColumnNature: Equatable {
  case deterministic
  /// A Brownian motion with drift driven by one shock column.
  case brownian(shock: Int, volatility: Double)
  case other

  /// By state column of the market.
  package static func byColumn(_ market: MarketPlan) -> [ColumnNature] {
    var natures = [ColumnNature](repeating: .other, count: market.columnCount)
    for i in market.initialOrder {
      let factor = market.factors[i]
      let isQuiet =
        factor.shocks.isEmpty
        && factor.inputs.allSatisfy { $0.map { natures[$0] == .deterministic } ?? true }
      let outputs = type(of: factor.process).outputs
      for (k, column) in factor.outputs.enumerated() {
        if isQuiet {
          natures[column] = .deterministic
        } else if let volatility = factor.process.brownianVolatility,
          outputs[k].quantity == .logPrice, let shock = factor.shocks.first
        {
          natures[column] = .brownian(shock: shock, volatility: volatility)
        }
      }
    }
    return natures
  }
}
