import Foundation

/// Hill's estimate of the tail index ξ of positive values.
///
///     ξ̂ = (1/k) Σ_{i ≤ k} ln(x_(i) / x_(k+1)),  x_(1) the largest value
///
/// Biased unless the tail is close to a pure power law; a check on `TailEstimator`. Reference: Hill
/// (1975), doi:10.1214/aos/1176343247.
///
/// - Parameters:
///   - values: Finite; the k + 1 largest are positive.
///   - count: k, from 1 to below the number of values.
public func hillEstimate(_ values: [Double], count: Int) -> Double {
  precondition(count >= 1 && count < values.count, "Hill's estimate needs k + 1 values")
  let largest = values.sorted(by: >).prefix(count + 1)
  precondition(largest[count] > 0, "Hill's estimate needs positive values")
  return largest.prefix(count).reduce(0) { $0 + log($1 / largest[count]) } / Double(count)
}
