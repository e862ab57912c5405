import Foundation

/// The invariant of a StableSwap pool in real numbers.
///
///     Ann Σxᵢ + D = Ann D + D^(n+1) / (nⁿ Πxᵢ),  Ann = A n
///
/// Source: Curve pool template (curve-contract, commit 574f440), without its integer roundings.
package enum StableSwapInvariant {
  /// D of a pool, in the unit of its balances.
  ///
  /// Two coins have a closed root: D = 2 √(p/3) sinh(asinh(3 r √(3/p) / (2p)) / 3) with p = 4xy (Ann − 1) and
  /// r = 4xy Ann (x + y); more take Newton's steps as the contract does.
  ///
  /// - Parameters:
  ///   - balances: At least two, positive.
  ///   - amplification: A, positive; with two coins Ann must be above 1.
  package static func value(of balances: [Double], amplification: Double) -> Double {
    let n = Double(balances.count)
    let ann = amplification * n
    let sum = balances.reduce(0, +)
    if balances.count == 2 && ann > 1 {
      // In shares of the sum, so that no product of reserves overflows.
      let product = 4 * (balances[0] / sum) * (balances[1] / sum)
      let p = product * (ann - 1)
      let r = product * ann
      let root = 2 * (p / 3).squareRoot()
      return sum * root * sinh(asinh(3 * r * (3 / p).squareRoot() / (2 * p)) / 3)
    }
    var d = sum
    for _ in 0..<255 {
      let product = balances.reduce(d) { $0 * d / ($1 * n) }
      let next =
        (ann * sum + product * n) * d / ((ann - 1) * d + (n + 1) * product)
      let isDone = abs(next - d) <= 1e-15 * d
      d = next
      if isDone { break }
    }
    return d
  }
}
