import Glibc

/// The logarithmic derivative of the gamma function.
///
///     ψ(x) = Γ′(x) / Γ(x),   x > 0
///
/// From its asymptotic series at x ≥ 10; below, ψ(x) = ψ(x + 1) − 1/x climbs there (DLMF 5.5.2 and
/// 5.11.2, https://dlmf.nist.gov/5). Error below 4e-15 of the larger of 1, |ψ| and 1/x.
///
/// - Parameter argument: x, positive and finite.
public func digamma(_ argument: Double) -> Double {
  precondition(argument > 0 && argument.isFinite, "the digamma function is used at positive x")
  var x = argument
  var climbed = 0.0
  while x < 10 {
    climbed += 1 / x
    x += 1
  }
  let r = 1 / (x * x)
  // B_2k / 2k.
  var s = -1.0 / 12
  s = s * r + 691.0 / 32_760
  s = s * r - 1.0 / 132
  s = s * r + 1.0 / 240
  s = s * r - 1.0 / 252
  s = s * r + 1.0 / 120
  s = s * r - 1.0 / 12
  return log(x) - 0.5 / x + s * r - climbed
}
