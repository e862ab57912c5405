import Glibc
import VectorMath

/// Pseudo-likelihood of Gaussian and Student t copulas with a given correlation matrix.
struct CopulaLikelihood: Sendable {
  /// rank / (n + 1) of each observation. Shape `[observations][variables]`.
  private let ranks: [[Double]]
  /// L of P = L Lᵀ.
  private let factor: Matrix
  private let logDeterminant: Double

  init(_ observations: Observations, _ correlation: Matrix) throws(NotPositiveDefinite) {
    let cholesky = try Cholesky(of: correlation)
    factor = cholesky.factor
    logDeterminant = cholesky.logDeterminant
    let n = observations.count
    let columns = (0..<observations.variableCount).map {
      Ranks(observations.column($0)).midRanks
    }
    ranks = (0..<n).map { k in columns.map { $0[k] / Double(n + 1) } }
  }

  /// ln of the copula density of normal scores, summed: −½ (n ln |P| + Σ (xᵀ P⁻¹ x − xᵀ x)).
  var gaussian: Double {
    var sum = CompensatedSum()
    for row in scores(NormalDistribution.quantile) {
      sum.add(-0.5 * (logDeterminant + distance(row) - row.reduce(0) { $0 + $1 * $1 }))
    }
    return sum.value
  }

  /// The same of t scores under the multivariate t law.
  func studentT(_ nu: Double) -> Double {
    let p = Double(factor.rowCount)
    let law = StudentTDistribution(degreesOfFreedom: nu)
    let joint = lgamma(0.5 * (nu + p)) - lgamma(0.5 * nu)
    let margin = lgamma(0.5 * (nu + 1)) - lgamma(0.5 * nu)
    let constant = joint - p * margin - 0.5 * logDeterminant
    var sum = CompensatedSum()
    for row in scores(law.quantile) {
      let margins = 0.5 * (nu + 1) * row.reduce(0) { $0 + log1p($1 * $1 / nu) }
      sum.add(constant + margins - 0.5 * (nu + p) * log1p(distance(row) / nu))
    }
    return sum.value
  }

  /// The quantiles of the ranks, each rank's found once.
  private func scores(_ quantile: (Double) -> Double) -> [[Double]] {
    var found: [Double: Double] = [:]
    return ranks.map { row in
      row.map { rank in
        if let score = found[rank] { return score }
        let score = quantile(rank)
        found[rank] = score
        return score
      }
    }
  }

  /// xᵀ P⁻¹ x, from L y = x.
  private func distance(_ x: [Double]) -> Double {
    var y = x
    var sum = 0.0
    for i in y.indices {
      for j in 0..<i { y[i] -= factor[i, j] * y[j] }
      y[i] /= factor[i, i]
      sum += y[i] * y[i]
    }
    return sum
  }
}
