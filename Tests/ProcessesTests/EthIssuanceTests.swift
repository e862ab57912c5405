import TestSupport
import Testing

@testable import Processes

@Suite struct EthIssuanceTests {
  /// All cases of the reference table: integers exactly, rates to 1e-12.
  @Test func matchesTheConsensusSpecification() throws {
    let table = try ReferenceTable("protocol/eth_issuance.csv")
    #expect(table.cases.count == 17)
    for row in table.cases {
      let stake = try row.input("total_stake_eth")
      let whole = Int(stake)
      #expect(
        try row.accepts(
          "base_reward_per_increment_gwei",
          Double(EthIssuance.baseRewardPerIncrement(stakedEth: whole))))
      #expect(try row.accepts("max_issuance_eth", EthIssuance.maximumIssuance(stakedEth: whole)))
      #expect(try row.accepts("max_apr", EthIssuance.maximumRate(stakedEth: whole)))
      #expect(try row.accepts("continuous_apr", EthIssuance.continuousRate(stakedEth: stake)))
      #expect(
        try row.accepts(
          "apr_after_10pct_fee", EthIssuance.rateAfterFee(stakedEth: whole, fee: 0.1)))
    }
  }
}
