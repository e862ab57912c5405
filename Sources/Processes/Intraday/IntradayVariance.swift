import VectorMath

/// The variance V of a step, given its innovation q and its lowest point M.
///
///     1/V ~ Gamma((ν + 3)/2, rate (s + (q − 2M)²)/2),  s = h (ν − 2)
///
/// Bayes: a bridge of variance V has its minimum at M with density ∝ (q − 2M) V^(−1) e^(…), which adds
/// one to the shape of 1/V given q alone, (ν + 1)/2. A known V stays what it is.
package struct IntradayVariance: Sendable {
  let law: IntradayLaw
  private let gamma: GammaFromNormal?

  /// Tabulates the law of 1/V.
  package init(_ law: IntradayLaw) {
    self.law = law
    switch law {
    case .known: gamma = nil
    case .studentT(let nu): gamma = GammaFromNormal(shape: (nu + 3) / 2)
    }
  }

  /// Writes V from one normal a path, which a known V leaves unread.
  package func set(
    _ variance: Column, _ step: IntradayStep, minima: Column, normals: Column,
    vectors: Int = PathBlock.vectorCount
  ) {
    guard case .studentT(let nu) = law, let gamma else {
      for v in 0..<vectors { variance[v] = step.variance[v] }
      return
    }
    let scale = Vector(repeating: nu - 2)
    let half = Vector(repeating: 0.5)
    for v in 0..<vectors {
      let reflected = step.innovation[v] - minima[v] - minima[v]
      let rate = half * multiplyAdd(reflected, reflected, scale * step.variance[v])
      variance[v] = rate / gamma(normals[v])
    }
  }

  /// E[V | q, M], or E[V | q] without M.
  package func mean(innovation q: Double, variance h: Double, minimum m: Double?) -> Double {
    guard case .studentT(let nu) = law else { return h }
    let reflected = q - 2 * (m ?? 0)
    return (h * (nu - 2) + reflected * reflected) / (m == nil ? nu - 1 : nu + 1)
  }
}
