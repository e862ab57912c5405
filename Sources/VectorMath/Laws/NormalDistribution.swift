import Glibc

/// The standard normal law, mean 0 and standard deviation 1.
public enum NormalDistribution {
  /// φ(x) = e^(−x²/2) / √(2π). Relative error below 1e-15 × (1 + x²).
  public static func density(_ x: Double) -> Double {
    0.3989422804014326779 * exp(-0.5 * x * x)
  }

  /// Φ(x) = P(X ≤ x). Relative error below 5e-15 on −37.5 … 38, the smallest doubles below that.
  public static func cdf(_ x: Double) -> Double { upperTail(-x) }

  /// 1 − Φ(x) = P(X > x), accurate also where it is tiny.
  ///
  /// Half the complementary error function at x / √2, with a first-order correction for the
  /// rounding of that quotient, which otherwise costs x² units in the last place.
  public static func upperTail(_ x: Double) -> Double {
    guard abs(x) < 40 else { return x.isNaN ? x : (x > 0 ? 0 : 1) }
    let high = 0.70710678118654757
    let low = -4.8336466567264567e-17
    let z = x * high
    let rest = (-z).addingProduct(x, high) + x * low
    return 0.5 * erfc(z) - 0.5641895835477563 * exp(-z * z) * rest
  }

  /// ln Φ(x). Relative error below 1e-13 for every finite x.
  ///
  /// Below −20 from the asymptotic series of Mills's ratio (DLMF 7.12.1).
  public static func logCdf(_ x: Double) -> Double {
    if x > 0 { return log1p(-upperTail(x)) }
    if x > -20 { return log(cdf(x)) }
    let r = 1 / (x * x)
    var sum = 0.0
    var k = 19.0
    while k > 0 {
      sum = -k * r * (1 + sum)
      k -= 2
    }
    return -0.5 * x * x - log(-x) - 0.9189385332046727418 + log1p(sum)
  }

  /// The x with Φ(x) = p. Relative error below 1e-15, absolute below 1e-16 near p = ½.
  ///
  /// Wichura's rational approximations (1988), algorithm AS 241, doi:10.2307/2347330.
  ///
  /// - Parameter p: Probability in [0, 1]; 0 and 1 give the infinities.
  public static func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
    let q = p - 0.5
    if abs(q) <= 0.425 { return centralQuantile(q) }
    return q < 0 ? -tailQuantile(p) : tailQuantile(1 - p)
  }

  /// The x with 1 − Φ(x) = p: `quantile(1 - p)` without the loss of digits of 1 − p.
  ///
  /// - Parameter p: Probability in [0, 1]; 0 and 1 give the infinities.
  public static func upperQuantile(_ p: Double) -> Double { 0 - quantile(p) }

  private static func centralQuantile(_ q: Double) -> Double {
    let r = 0.180625 - q * q
    let numerator = polynomial(
      r,
      2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
      4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
      1.3314166789178437745e2, 3.3871328727963666080)
    let denominator = polynomial(
      r,
      5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
      2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
      4.2313330701600911252e1, 1)
    return q * numerator / denominator
  }

  /// The positive x whose upper tail is `p` < 0.075.
  private static func tailQuantile(_ p: Double) -> Double {
    if p == 0 { return .infinity }
    let root = (-log(p)).squareRoot()
    if root <= 5 {
      let r = root - 1.6
      let numerator = polynomial(
        r,
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
        1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
        4.63033784615654529590, 1.42343711074968357734)
      let denominator = polynomial(
        r,
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
        1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940,
        2.05319162663775882187, 1)
      return numerator / denominator
    }
    let r = root - 5
    let numerator = polynomial(
      r,
      2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
      2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580,
      5.46378491116411436990, 6.65790464350110377720)
    let denominator = polynomial(
      r,
      2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
      7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
      5.99832206555887937690e-1, 1)
    return numerator / denominator
  }

  /// A polynomial of degree 7 in `x`, highest coefficient first.
  private static func polynomial(
    _ x: Double, _ c7: Double, _ c6: Double, _ c5: Double, _ c4: Double, _ c3: Double,
    _ c2: Double, _ c1: Double, _ c0: Double
  ) -> Double {
    ((((((c7 * x + c6) * x + c5) * x + c4) * x + c3) * x + c2) * x + c1) * x + c0
  }
}
