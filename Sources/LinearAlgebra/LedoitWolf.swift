/// Ledoit and Wolf's shrinkage of a sample covariance matrix towards a multiple of the identity.
///
///     Σ = (1 − δ) S + δ μ I       S = XᵀX / n of centred observations,  μ = tr S / p
///     δ = min(1, b² / d²)         d² = ‖S − μI‖²,  b² = Σ ‖x_k x_kᵀ − S‖² / n²
///
/// norms Frobenius. It is positive definite also where there are fewer observations than variables,
/// and has a smaller expected squared error than S. The target has equal variances: standardise
/// observations of unequal scale first, so that correlations alone are shrunk.
///
/// Reference: Ledoit and Wolf (2004), "A well-conditioned estimator for large-dimensional covariance
/// matrices", Journal of Multivariate Analysis 88(2), doi:10.1016/S0047-259X(03)00096-4.
public struct LedoitWolf: Sendable, Hashable {
  /// Σ, symmetric. Shape `[variables × variables]`, in squares of the observations' unit.
  public let covariance: Matrix
  /// δ, in [0, 1]; 0 = the sample covariance.
  public let shrinkage: Double
  /// μ, the mean of the variances.
  public let meanVariance: Double
  /// S, the sample covariance with divisor n.
  public let sample: Matrix

  /// - Complexity: O(n p²).
  public init(of observations: Observations) {
    let x = observations.centred
    let n = observations.count
    let p = observations.variableCount
    var s = x.transposed * x
    for i in s.elements.indices { s.elements[i] /= Double(n) }
    let mu = (0..<p).reduce(0) { $0 + s[$1, $1] } / Double(p)
    let target = Matrix.diagonal([Double](repeating: mu, count: p))
    let distance = s.frobeniusDistance(to: target)
    var spread = 0.0
    for k in 0..<n {
      for i in 0..<p {
        for j in 0..<p {
          let d = x[k, i] * x[k, j] - s[i, j]
          spread += d * d
        }
      }
    }
    let error = spread.squareRoot() / Double(n)
    let delta = error < distance ? (error / distance) * (error / distance) : distance > 0 ? 1 : 0
    var shrunk = s
    for i in 0..<p {
      for j in 0..<p { shrunk[i, j] = (1 - delta) * 0.5 * (s[i, j] + s[j, i]) }
      shrunk[i, i] += delta * mu
    }
    covariance = shrunk
    shrinkage = delta
    meanVariance = mu
    sample = s
  }

  /// The correlation matrix of Σ: symmetric, unit diagonal.
  public var correlation: Matrix {
    var result = Matrix.identity(covariance.rowCount)
    for i in 0..<covariance.rowCount {
      for j in 0..<i {
        result[i, j] = covariance[i, j] / (covariance[i, i] * covariance[j, j]).squareRoot()
        result[j, i] = result[i, j]
      }
    }
    return result
  }
}
