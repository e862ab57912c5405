import Foundation

/// How what was sold at a venue stops weighing on it: a share of every sale, and how fast it fades.
///
///     I(t + Δ) = I(t) × 2^(−Δ / half-life)
package struct ExitMemory: Sendable, Hashable {
  /// Share of every sale, (0, 1]; those of one exit add up to 1.
  package let share: Double
  /// Years, positive; infinity for what never fades.
  package let halfLife: Double

  /// One component of a venue's memory.
  package init(share: Double, halfLife: Double) {
    precondition(share > 0 && share <= 1 && halfLife > 0, "a share of sales, and a positive time")
    self.share = share
    self.halfLife = halfLife
  }

  /// What is left of a displacement after some time, in years.
  package func remainder(after years: Double) -> Double { exp2(-years / halfLife) }
}
