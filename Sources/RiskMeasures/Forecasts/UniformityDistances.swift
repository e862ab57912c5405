import Glibc
import VectorMath

extension ProbabilityIntegralTransform {
  /// Kolmogorov and Smirnov's distance from uniformity.
  ///
  ///     D = max_i max(i/n − u_(i), u_(i) − (i − 1)/n)
  ///
  /// Reference: Marsaglia, Tsang and Wang (2003), doi:10.18637/jss.v008.i18.
  public var kolmogorovSmirnovDistance: Double {
    let n = Double(values.count)
    var distance = 0.0
    for (i, value) in ascending.enumerated() {
      distance = max(distance, Double(i + 1) / n - value, value - Double(i) / n)
    }
    return distance
  }

  /// Cramér and von Mises's distance from uniformity.
  ///
  ///     W² = 1/(12n) + Σ ((2i − 1)/(2n) − u_(i))²
  ///
  /// Reference: Anderson and Darling (1952), doi:10.1214/aoms/1177729437.
  public var cramerVonMisesDistance: Double {
    let n = Double(values.count)
    var sum = CompensatedSum([1 / (12 * n)])
    for (i, value) in ascending.enumerated() {
      let difference = (2 * Double(i) + 1) / (2 * n) - value
      sum.add(difference * difference)
    }
    return sum.value
  }

  /// Anderson and Darling's distance from uniformity, which weighs both ends up.
  ///
  ///     A² = −n − (1/n) Σ (2i − 1) (ln u_(i) + ln(1 − u_(n+1−i)))
  ///
  /// Reference: Anderson and Darling (1952), doi:10.1214/aoms/1177729437.
  public var andersonDarlingDistance: Double {
    let n = values.count
    var sum = CompensatedSum()
    for i in 0..<n {
      sum.add(Double(2 * i + 1) * (log(ascending[i]) + log1p(-ascending[n - 1 - i])))
    }
    return -Double(n) - sum.value / Double(n)
  }
}
