/// Ethereum's consensus issuance in the integers of the specification.
///
///     base reward per increment = ⌊10⁹ × 64 / isqrt(B)⌋ Gwei an epoch
///
/// with B the total active balance in Gwei. Issuance and rates assume perfect participation and no
/// income from the execution layer.
/// Reference: Ethereum consensus specifications, Altair, get_base_reward_per_increment.
package enum EthIssuance {
  /// Epochs in a year of 365.25 days: 225 of 6.4 minutes each day.
  static let epochsPerYear = 365.25 * 225

  /// Reward of one increment of 1 ETH, in Gwei an epoch.
  ///
  /// - Parameter stakedEth: Total active balance, whole ETH, 1 ... 9·10⁹.
  package static func baseRewardPerIncrement(stakedEth: Int) -> Int {
    precondition(
      stakedEth >= 1 && stakedEth <= 9_000_000_000, "the stake must be 1 to 9e9 ETH")
    return 64_000_000_000 / integerSquareRoot(stakedEth * 1_000_000_000)
  }

  /// Largest issuance, ETH a year.
  package static func maximumIssuance(stakedEth: Int) -> Double {
    Double(baseRewardPerIncrement(stakedEth: stakedEth) * stakedEth) * epochsPerYear / 1e9
  }

  /// Largest issuance per staked ETH: a simple rate, fraction per year.
  package static func maximumRate(stakedEth: Int) -> Double {
    Double(baseRewardPerIncrement(stakedEth: stakedEth)) * epochsPerYear / 1e9
  }

  /// The rate without rounding to integers: 64 epochsPerYear / √B, fraction per year.
  ///
  /// - Parameter stakedEth: Total active balance in ETH. Positive.
  package static func continuousRate(stakedEth: Double) -> Double {
    64 * epochsPerYear / (stakedEth * 1e9).squareRoot()
  }

  /// What holders keep of `maximumRate` after the protocol's fee, fraction per year.
  ///
  /// - Parameter fee: Share of rewards that the protocol takes, 0 ..< 1.
  package static func rateAfterFee(stakedEth: Int, fee: Double) -> Double {
    maximumRate(stakedEth: stakedEth) * (1 - fee)
  }

  /// ⌊√n⌋. The root of the nearest double is off by at most one.
  static func integerSquareRoot(_ n: Int) -> Int {
    var root = Int(Double(n).squareRoot())
    while root * root > n { root -= 1 }
    while (root + 1) * (root + 1) <= n { root += 1 }
    return root
  }
}
