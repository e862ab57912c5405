import VectorMath

/// The share of a step's variance that has passed at each of its checks.
///
///     τ_i = (w_1 + … + w_i) / (w_1 + … + w_n),  w ~ Gamma(hours / n)
///
/// Exponential shares for hourly checks of a day: how much may happen in one hour varies, which is what the
/// worst hour of a day needs; the step's own law and its lowest point do not depend on it.
package struct IntradayClock: Sendable {
  /// n, checks a step; the last one is its end.
  package let checks: Int
  private let share: GammaFromNormal?

  /// A random clock.
  ///
  /// - Parameters:
  ///   - checks: n, at least 1.
  ///   - hours: Length of the step, positive.
  package init(checks: Int, hours: Double = 24) {
    precondition(checks >= 1 && hours > 0, "a step has a length and at least one check")
    self.checks = checks
    share = GammaFromNormal(shape: hours / Double(checks))
  }

  /// The clock that runs evenly, τ_i = i/n: the looks of a discretely monitored Brownian motion.
  package init(evenChecks checks: Int) {
    precondition(checks >= 1, "a step has at least one check")
    self.checks = checks
    share = nil
  }

  /// Writes τ of every check, rising to 1.
  ///
  /// - Parameters:
  ///   - times: Column i − 1 becomes that of check i.
  ///   - normals: One for each check, from column `first` on; an even clock reads none.
  package func set(
    _ times: borrowing PathBlock, normals: borrowing PathBlock, first: Int,
    vectors: Int = PathBlock.vectorCount
  ) {
    let last = times[checks - 1]
    if let share {
      for v in 0..<vectors {
        var total = Vector.zero
        for i in 0..<checks {
          total += share(normals[first + i][v])
          times[i][v] = total
        }
        for i in 0..<checks - 1 { times[i][v] /= total }
        last[v] = Vector(repeating: 1)
      }
    } else {
      for i in 0..<checks {
        let time = Vector(repeating: Double(i + 1) / Double(checks))
        for v in 0..<vectors { times[i][v] = time }
      }
    }
  }
}
