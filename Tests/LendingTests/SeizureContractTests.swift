import Diagnostics
import Lending
import Testing

/// What every adapter of the catalogue says that it took, on 2,000 generated accounts (seeds 51 to 53).
@Suite struct SeizureContractTests {
  static let names = ProtocolCatalog.all.map { $0.name }

  /// The adapter with its defaults; a number without one lies a twentieth of the way into its usual range.
  private func adapter(_ name: String) throws -> any ProtocolAdapter {
    let type = try #require(ProtocolCatalog.adapter(named: name))
    var values: [String: Double] = [:]
    for parameter in type.parameters {
      values[parameter.name] = parameter.defaultValue ?? 0.05
    }
    return try type.init(ParameterTable(values, declared: type.parameters))
  }

  /// What a leg has lost is what was taken of it, and no part is negative.
  @Test(arguments: names) func unitsThatAreGoneWereTaken(_ name: String) throws {
    let adapter = try adapter(name)
    var (fees, burns) = (0, 0)
    for start in generatedPositions(2000, seed: 51) {
      var position = start
      let value = adapter.liquidate(&position)
      for (before, after) in zip(start.collateral, position.collateral) {
        let taken = after.taken
        #expect(
          isClose(before.units - after.units, taken.units, absolute: 1e-12 * before.units))
        #expect(
          taken.protocolFee >= 0 && taken.sold >= 0 && taken.units <= before.units * (1 + 1e-12))
        fees += taken.protocolFee > 0 ? 1 : 0
      }
      var repaid = 0.0
      for (before, after) in zip(start.debts, position.debts) {
        let taken = after.taken
        let gone = before.units - after.units
        #expect(isClose(gone, taken.repaid + taken.burned, absolute: 1e-12 * before.units))
        #expect(taken.repaid >= 0 && taken.burned >= 0)
        #expect(
          isClose(
            taken.burned * after.marketPrice, after.burned, absolute: 1e-12 * start.marketDebt))
        repaid += taken.repaid * after.marketPrice
        burns += taken.burned > 0 ? 1 : 0
      }
      #expect(isClose(repaid, value, absolute: 1e-12 * start.marketDebt))
    }
    #expect(burns > 100)
    #expect(adapter.wholeAccountBonus == nil ? fees > 1000 : fees == 0)
  }

  /// Collateral that left = debt repaid + bonus + cash, the protocol's fee being its share of the bonus. At
  /// oracle prices, with the market at the same.
  @Test(arguments: names) func valueIsConserved(_ name: String) throws {
    let adapter = try adapter(name)
    for start in generatedPositions(2000, seed: 52, discount: 0) {
      var position = start
      _ = adapter.liquidate(&position)
      var (left, paid, fee, bonusOfFee) = (0.0, 0.0, 0.0, 0.0)
      for leg in position.collateral {
        let bonus = leg.cancelled * (adapter.wholeAccountBonus ?? leg.terms.liquidationBonus)
        left += leg.taken.units * leg.oraclePrice
        paid += leg.cancelled + bonus + leg.cash
        fee += leg.taken.protocolFee * leg.oraclePrice
        bonusOfFee +=
          adapter.wholeAccountBonus == nil ? bonus * leg.terms.liquidationProtocolFee : 0
      }
      let repaid = position.debts.reduce(0) { $0 + $1.taken.repaid * $1.oraclePrice }
      let cancelled = position.collateral.reduce(0) { $0 + $1.cancelled }
      let rounding = 1e-12 * start.oracleCollateral
      #expect(isClose(left, paid, absolute: rounding))
      #expect(isClose(fee, bonusOfFee, absolute: rounding))
      #expect(isClose(repaid, cancelled, absolute: rounding))
    }
  }

  /// A healthy account gives nothing.
  @Test func nothingIsTakenOfAHealthyAccount() throws {
    let adapter = try adapter("aave-v3")
    for start in generatedPositions(200, seed: 53, health: 1...2) {
      var position = start
      #expect(adapter.liquidate(&position) == 0)
      #expect(position.collateral.allSatisfy { $0.taken == Seizure.Collateral() })
      #expect(position.debts.allSatisfy { $0.taken == Seizure.Debt() })
    }
  }
}
