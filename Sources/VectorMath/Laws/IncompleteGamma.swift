import Glibc

/// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x).
///
///     P(a, x) = (1 / Γ(a)) ∫_0^x t^(a−1) e^(−t) dt
///
/// Series below x = a + 1, continued fraction above (DLMF 8.7.1, 8.9.2, https://dlmf.nist.gov/8).
/// Relative error of the smaller one below 1e-13 while it exceeds 1e-300; work grows as √a.
public struct IncompleteGamma: Sendable {
  /// P(a, x), in [0, 1].
  public let lower: Double
  /// Q(a, x), in [0, 1].
  public let upper: Double

  /// - Precondition: `a` > 0 and `x` >= 0, both finite.
  public init(a: Double, x: Double) {
    precondition(a > 0 && a.isFinite, "the shape of an incomplete gamma function is positive")
    precondition(x >= 0 && !x.isNaN, "the argument of an incomplete gamma function is not negative")
    if x == 0 || x == .infinity {
      lower = x == 0 ? 0 : 1
      upper = 1 - lower
    } else {
      let split = Self.split(a: a, x: x)
      lower = split.probability(.lower)
      upper = split.probability(.upper)
    }
  }

  /// Both tails at x > 0; the density is that of ln X.
  static func split(a: Double, x: Double) -> TailSplit {
    let density = ScaledValue(
      exponent: -stirlingRemainder(a) - deviance(a, mean: x),
      factor: (a / (2 * Double.pi)).squareRoot())
    return x < a + 1
      ? TailSplit(density: density, ratio: series(a: a, x: x), side: .lower)
      : TailSplit(density: density, ratio: fraction(a: a, x: x), side: .upper)
  }

  /// Σ_k x^k / (a (a + 1) … (a + k)).
  private static func series(a: Double, x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var k = a
    while term > 1e-17 * sum {
      k += 1
      term *= x / k
      sum += term
    }
    return sum
  }

  /// Legendre's continued fraction 1 / (x + 1 − a − 1(1 − a) / (x + 3 − a − …)).
  private static func fraction(a: Double, x: Double) -> Double {
    continuedFraction(first: x + 1 - a) { m in
      (-m * (m - a), x + 1 - a + 2 * m)
    }
  }
}

/// 1 / (b₀ + a₁ / (b₁ + a₂ / (b₂ + …))) by the modified Lentz method.
///
/// - Parameter term: The pair (a_m, b_m), m = 1, 2, …
@inline(__always)
func continuedFraction(first: Double, _ term: (Double) -> (Double, Double)) -> Double {
  let tiny = 1e-300
  var value = first == 0 ? tiny : first
  var c = value
  var d = 0.0
  var m = 1.0
  while m < 10_000_000 {
    let (a, b) = term(m)
    d = b + a * d
    if d == 0 { d = tiny }
    c = b + a / c
    if c == 0 { c = tiny }
    d = 1 / d
    let change = c * d
    value *= change
    if abs(change - 1) < 2e-16 { break }
    m += 1
  }
  return 1 / value
}
