import Testing

@testable import Processes

@Suite struct EthIssuanceTests {
  /// All cases of the reference table: integers exactly, rates to 1e-12.
  @Test func matchesTheConsensusSpecification() throws {
    let table = try ReferenceTable("protocol/eth_issuance")
    #expect(table.cases.count == 17)
    for row in table.cases {
      let stake = try row.input("total_stake_eth")
      let whole = Int(stake)
      try row.expect(
        "base_reward_per_increment_gwei",
        Double(EthIssuance.baseRewardPerIncrement(stakedEth: whole)))
      try row.expect("max_issuance_eth", EthIssuance.maximumIssuance(stakedEth: whole))
      try row.expect("max_apr", EthIssuance.maximumRate(stakedEth: whole))
      try row.expect("continuous_apr", EthIssuance.continuousRate(stakedEth: stake))
      try row.expect(
        "apr_after_10pct_fee", EthIssuance.rateAfterFee(stakedEth: whole, fee: 0.1))
    }
  }
}
