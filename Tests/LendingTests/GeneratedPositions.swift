import Lending
import TestSupport

/// Accounts of 1 to 3 collaterals and 1 to 3 debts, 500 to 5e7 dollars, with a health factor drawn
/// evenly from `health`; market prices lie up to `discount` below and 1 % above the oracle's.
func generatedPositions(
  _ count: Int, seed: UInt64, health: ClosedRange<Double> = 0.4...0.999999, discount: Double = 0.06
) -> [Position] {
  var numbers = TestGenerator(seed: seed)
  return (0..<count).map { _ in
    let size = 500 * exp10(numbers.uniform(0...5))
    let collateral = (0..<numbers.integer(1...3)).map { _ in
      let threshold = numbers.uniform(0.5...0.96)
      let price = exp10(numbers.uniform(-1...4))
      return Position.Collateral(
        terms: CollateralTerms(
          maxLoanToValue: threshold - 0.03, liquidationThreshold: threshold,
          liquidationBonus: numbers.uniform(0.005...0.1), liquidationProtocolFee: 0.1),
        units: size * numbers.uniform(0.05...1) / price, oraclePrice: price,
        marketPrice: price * (1 + numbers.uniform(-discount...min(discount, 0.01))))
    }
    var debts = (0..<numbers.integer(1...3)).map { _ in
      let price = exp10(numbers.uniform(-1...4))
      return Position.Debt(
        units: size * numbers.uniform(0.05...1) / price, oraclePrice: price,
        marketPrice: price * (1 + numbers.uniform(-min(discount, 0.01)...min(discount, 0.01))))
    }
    let position = Position(collateral: collateral, debts: debts)
    let scale = position.healthFactor / numbers.uniform(health)
    for d in debts.indices { debts[d].units *= scale }
    return Position(collateral: collateral, debts: debts)
  }
}

private func exp10(_ x: Double) -> Double {
  var result = 1.0
  for _ in 0..<Int(abs(x)) { result *= 10 }
  let rest = 1 + 9 * (abs(x) - Double(Int(abs(x))))
  return x < 0 ? 1 / (result * rest) : result * rest
}

/// One collateral and one debt, oracle and market at the same prices.
func simplePosition(
  units: Double, price: Double, threshold: Double, bonus: Double, fee: Double = 0, debt: Double,
  dollarsPerNumeraire: Double = 1
) -> Position {
  Position(
    collateral: [leg(units, at: price, threshold: threshold, bonus: bonus, fee: fee)],
    debts: [Position.Debt(units: debt, oraclePrice: 1, marketPrice: 1)],
    dollarsPerNumeraire: dollarsPerNumeraire)
}

/// A collateral leg; the market pays the oracle's price unless it says otherwise.
func leg(
  _ units: Double, at price: Double, market: Double? = nil, threshold: Double, bonus: Double,
  fee: Double = 0
) -> Position.Collateral {
  Position.Collateral(
    terms: CollateralTerms(
      maxLoanToValue: 0, liquidationThreshold: threshold, liquidationBonus: bonus,
      liquidationProtocolFee: fee),
    units: units, oraclePrice: price, marketPrice: market ?? price)
}

/// Equality up to rounding.
func isClose(
  _ a: Double, _ b: Double, relative: Double = 1e-12, absolute: Double = 0
) -> Bool {
  abs(a - b) <= absolute + relative * max(abs(a), abs(b))
}

/// Market values of the legs: what `PositionLoss` takes as time 0.
func marketValues(_ position: Position) -> (collateralValues: [Double], debtValues: [Double]) {
  (
    position.collateral.map { $0.units * $0.marketPrice },
    position.debts.map { $0.units * $0.marketPrice }
  )
}
