import Glibc

/// The regularised incomplete beta function and its complement.
///
///     I_x(a, b) = (1 / B(a, b)) ∫_0^x t^(a−1) (1 − t)^(b−1) dt
///
/// The even part of the continued fraction DLMF 8.17.22 (https://dlmf.nist.gov/8.17), whose terms
/// do not cancel, with Loader's form of the power factor. Relative error of the smaller tail below
/// 1e-12 while it exceeds 1e-300; work grows as the square root of the parameters near the mean.
public struct IncompleteBeta: Sendable {
  /// I_x(a, b), in [0, 1].
  public let lower: Double
  /// 1 − I_x(a, b) = I_(1−x)(b, a), in [0, 1].
  public let upper: Double

  /// - Parameters:
  ///   - a: First shape, positive.
  ///   - b: Second shape, positive.
  ///   - x: Argument in [0, 1].
  ///   - complement: 1 − x, where the caller knows it to more digits than the subtraction gives.
  public init(a: Double, b: Double, x: Double, complement: Double? = nil) {
    precondition(a > 0 && b > 0 && a.isFinite && b.isFinite, "beta shapes are positive")
    precondition(x >= 0 && x <= 1, "the argument of an incomplete beta function is in [0, 1]")
    let y = complement ?? 1 - x
    if x == 0 || y == 0 {
      lower = x == 0 ? 0 : 1
      upper = 1 - lower
    } else {
      let split = Self.split(a: a, b: b, x: x, y: y)
      lower = split.probability(.lower)
      upper = split.probability(.upper)
    }
  }

  /// Both tails for 0 < x < 1, y = 1 − x; the density is that of logit X.
  static func split(a: Double, b: Double, x: Double, y: Double) -> TailSplit {
    let density = binomialPower(a, b, x, y, scale: a * b / (a + b))
    // Distance of the mean from x, without cancellation on the smaller side.
    let distance = a > b ? (a + b) * y - b : a - (a + b) * x
    return distance >= 0
      ? TailSplit(density: density, ratio: fraction(a, b, x, y, distance), side: .lower)
      : TailSplit(density: density, ratio: fraction(b, a, y, x, -distance), side: .upper)
  }

  private static func fraction(
    _ a: Double, _ b: Double, _ x: Double, _ y: Double, _ distance: Double
  ) -> Double {
    continuedFraction(first: a * (distance + 1) / (a + 1)) { m in
      let s = a + 2 * m
      let q = x / (s - 1)
      return (
        (a + m - 1) * (a + b + m - 1) * m * (b - m) * q * q,
        m + m * (b - m) * q + (a + m) / (s + 1) * (distance + 1 + m * (1 + y))
      )
    }
  }
}

/// scale × Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) × x^a y^b for positive a, b and x + y = 1.
func binomialPower(
  _ a: Double, _ b: Double, _ x: Double, _ y: Double, scale: Double = 1
) -> ScaledValue {
  let n = a + b
  return ScaledValue(
    exponent: stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b)
      - deviance(a, mean: n * x) - deviance(b, mean: n * y),
    factor: scale * (n / (2 * Double.pi * a) / b).squareRoot())
}
