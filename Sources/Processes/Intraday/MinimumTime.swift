import VectorMath

/// The clock time θ of the lowest point of a bridge, given its end q, its variance V and the point M.
///
///     θ = y / (1 + y),  density of y ∝ (1 + y) y^(−3/2) e^(−a²/2y − b²y/2),  a = −M/√V, b = (q − M)/√V
///
/// A mixture of the inverse Gaussian law of y with that of 1/y. For both (a − by)²/y is chi-square, so the
/// two roots y of one squared normal serve both, and one uniform picks by the mixture's weights:
///
///     P(smaller root) = ab / ((a + b) (a (1 − θ₁) + b θ₁)),  θ₁ of the smaller root
///
/// Reference: Michael, Schucany and Haas (1976), doi:10.1080/00031305.1976.10479147.
package enum MinimumTime {
  /// Stands for 0, so that no quotient is 0/0; its square is a normal number.
  private static let tiny = 1e-100

  /// Writes θ, 0 ... 1, from one normal and one uniform a path.
  package static func set(
    _ time: Column, innovations: Column, minima: Column, variances: Column, normals: Column,
    uniforms: Column, vectors: Int = PathBlock.vectorCount
  ) {
    let least = Vector(repeating: tiny)
    let one = Vector(repeating: 1)
    let two = Vector(repeating: 2)
    let four = Vector(repeating: 4)
    for v in 0..<vectors {
      let m = minima[v]
      let z = absolute(normals[v])
      let scale = one / maximum(squareRoot(variances[v]), least)
      let a = maximum(-m * scale, least)
      let b = maximum((innovations[v] - m) * scale, least)
      let square = z * z
      let product = a * b
      let sum = multiplyAdd(
        two, product, multiplyAdd(z, squareRoot(multiplyAdd(four, product, square)), square))
      let left = two * a * a
      let smaller = left / (left + sum)
      let larger = sum / multiplyAdd(two * b, b, sum)
      let weight = (a + b) * multiplyAdd(b, smaller, a * (one - smaller))
      time[v] = select(uniforms[v] * weight, lessThan: product, smaller, otherwise: larger)
    }
  }
}
