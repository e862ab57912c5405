import Glibc

/// Remainder of Stirling's formula.
///
///     δ(x) = ln Γ(x + 1) − (x + ½) ln x + x − ½ ln 2π,   x > 0
///
/// From its asymptotic series at x ≥ 10; below, the identity
/// δ(x) − δ(x + 1) = (x + ½) ln(1 + 1/x) − 1 climbs there. Absolute error below 3e-15.
///
/// Products and quotients of gamma functions written with δ keep their digits for large
/// arguments, where differences of logarithms of gamma functions lose them:
/// Loader (2000), "Fast and accurate computation of binomial probabilities".
func stirlingRemainder(_ x: Double) -> Double {
  let twice = 2 * x
  if twice <= 20 && twice == twice.rounded() { return halfIntegerRemainders[Int(twice)] }
  return stirlingSeries(x)
}

/// δ(k/2) at k = 1 ... 20, the arguments of counts and of chi-square and t laws; element 0 is not used.
private let halfIntegerRemainders = [0] + (1...20).map { stirlingSeries(0.5 * Double($0)) }

private func stirlingSeries(_ argument: Double) -> Double {
  var x = argument
  var climbed = 0.0
  while x < 10 {
    climbed += (x + 0.5) * log1p(1 / x) - 1
    x += 1
  }
  let r = 1 / (x * x)
  var s = 1.0 / 156
  s = s * r - 691.0 / 360_360
  s = s * r + 1.0 / 1_188
  s = s * r - 1.0 / 1_680
  s = s * r + 1.0 / 1_260
  s = s * r - 1.0 / 360
  s = s * r + 1.0 / 12
  return climbed + s / x
}

/// Deviance of a count from a mean: x ln(x / m) + m − x for x ≥ 0, m > 0, and 0 for x = m = 0; at
/// least 0.
///
/// Near x = m from a series in (x − m) / (x + m), so that nothing cancels.
package func deviance(_ x: Double, mean m: Double) -> Double {
  if x == 0 { return m }
  let difference = x - m
  guard abs(difference) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
  let v = difference / (x + m)
  var sum = difference * v
  var power = 2 * x * v
  var j = 3.0
  while true {
    power *= v * v
    let next = sum + power / j
    if next == sum { return sum }
    sum = next
    j += 2
  }
}

/// A positive number kept as exp(exponent) × factor, so that it may lie below the smallest double.
struct ScaledValue {
  var exponent: Double
  var factor: Double

  var value: Double { exp(exponent) * factor }
  var logarithm: Double { exponent + log(factor) }
}

/// One point of a distribution function, held by its accurate tail.
///
/// The smaller computed tail is `density × ratio`, where `density` is the probability density in
/// the coordinate that the tail is log-concave in (ln x for gamma, logit x for beta).
struct TailSplit {
  enum Side { case lower, upper }

  let density: ScaledValue
  let ratio: Double
  let side: Side

  /// The probability in one tail; the accurate one keeps its relative precision.
  func probability(_ wanted: Side) -> Double {
    let held = min(density.value * ratio, 1)
    return wanted == side ? held : 1 - held
  }

  /// Natural logarithm of the probability in one tail, without underflow on the held side.
  func logProbability(_ wanted: Side) -> Double {
    wanted == side
      ? density.logarithm + log(ratio) : log1p(-min(density.value * ratio, 1 - 0x1p-53))
  }

  /// Density divided by the probability of one tail: the slope of the logarithm of that tail.
  func hazard(_ wanted: Side) -> Double {
    wanted == side
      ? 1 / ratio : density.value / (1 - min(density.value * ratio, 1 - 0x1p-53))
  }
}

/// Where a log-concave tail has a given logarithm, by Newton's method.
///
/// The logarithm of a log-concave tail is concave, so after one step the iterates approach the
/// root from one side and no bracket is needed.
///
/// - Parameters:
///   - start: A guess in the coordinate of `evaluate`.
///   - target: Logarithm of the tail probability, at most ln ½ for full accuracy.
///   - largestStep: Bound of one step, which keeps a poor guess from leaving the domain.
func solveTail(
  _ side: TailSplit.Side, logProbability target: Double, from start: Double, largestStep: Double,
  _ evaluate: (Double) -> TailSplit
) -> Double {
  var u = start
  let direction: Double = side == .lower ? 1 : -1
  for _ in 0..<200 {
    let tail = evaluate(u)
    let step = direction * (target - tail.logProbability(side)) / tail.hazard(side)
    let bounded = max(-largestStep, min(largestStep, step))
    u += bounded
    // A tail's logarithm is concave, so that its hazard h grows by h² at most: what a step leaves is below
    // half its square times h.
    if bounded * bounded * tail.hazard(side) <= 4e-16 * max(1, abs(u)) { break }
  }
  return u
}
