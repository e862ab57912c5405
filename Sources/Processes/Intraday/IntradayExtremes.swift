import Foundation
import VectorMath

/// The lowest and the highest point of the bridge within a step, drawn from its exact law.
///
///     P(M ≤ m | q) = f(q − 2m) / f(q),  m ≤ min(0, q),  f the density of q
///     Student t:  M = (q − √((s + q²) u^(−2/(ν + 1)) − s)) / 2,  s = h (ν − 2)
///     V known:    M = (q − √(q² − 2 V ln u)) / 2
///
/// The clock of the step does not matter. The highest point is that of the mirrored step: the two are
/// not drawn together, so a step is refined from one of them. Reference: reflection principle, for a
/// known variance as in Karatzas and Shreve (1991), Brownian Motion and Stochastic Calculus, 2.8.
package struct IntradayExtremes: Sendable {
  let law: IntradayLaw

  /// Extremes of the steps of one price.
  package init(_ law: IntradayLaw) { self.law = law }

  /// Writes M, at most 0 and at most q, from one uniform a path.
  ///
  /// - Parameter vectors: How many vectors of eight paths hold a path.
  package func setMinima(
    _ minimum: Column, _ step: IntradayStep, uniforms: Column,
    vectors: Int = PathBlock.vectorCount
  ) {
    set(minimum, step, uniforms, side: 1, vectors)
  }

  /// Writes the highest point, at least 0 and at least q, from one uniform a path.
  package func setMaxima(
    _ maximum: Column, _ step: IntradayStep, uniforms: Column,
    vectors: Int = PathBlock.vectorCount
  ) {
    set(maximum, step, uniforms, side: -1, vectors)
  }

  /// P(M ≤ m | q): 1 from min(0, q) on.
  package func probability(
    minimumAtOrBelow m: Double, innovation q: Double, variance h: Double
  ) -> Double {
    if m >= min(0, q) { return 1 }
    switch law {
    case .known: return exp(-2 * m * (m - q) / h)
    case .studentT(let nu):
      // (q − 2m)² = q² + 4m (m − q), whose difference keeps its digits.
      let spread = h * (nu - 2) + q * q
      return exp(-(nu + 1) / 2 * log1p(4 * m * (m - q) / spread))
    }
  }

  /// - Parameter side: 1 for the minimum, −1 for the maximum, the minimum of the mirrored step.
  @inline(__always)
  private func set(
    _ target: Column, _ step: IntradayStep, _ uniforms: Column, side: Double, _ vectors: Int
  ) {
    let side = Vector(repeating: side)
    let half = Vector(repeating: 0.5)
    switch law {
    case .known:
      let twice = Vector(repeating: -2)
      for v in 0..<vectors {
        let q = side * step.innovation[v]
        let excess = twice * step.variance[v] * logarithm(uniforms[v])
        let m = half * (q - squareRoot(multiplyAdd(q, q, excess)))
        target[v] = side * minimum(m, minimum(q, .zero))
      }
    case .studentT(let nu):
      let power = Vector(repeating: -2 / (nu + 1))
      let scale = Vector(repeating: nu - 2)
      let one = Vector(repeating: 1)
      for v in 0..<vectors {
        let q = side * step.innovation[v]
        let square = q * q
        // The radicand is q² and what u adds: it is never below q².
        let growth = exponential(power * logarithm(uniforms[v])) - one
        let radicand = multiplyAdd(multiplyAdd(scale, step.variance[v], square), growth, square)
        let m = half * (q - squareRoot(radicand))
        target[v] = side * minimum(m, minimum(q, .zero))
      }
    }
  }
}
