import VectorMath

/// What a step of a refined price is known by, a block of paths at a time.
package struct IntradayStep {
  /// q, log return without drift and jumps; of a Student-t step after its clamp.
  package let innovation: Column
  /// h or V, as `IntradayLaw` says; not negative, and positive where q is not 0.
  package let variance: Column

  /// Two columns of one block.
  package init(innovation: Column, variance: Column) {
    self.innovation = innovation
    self.variance = variance
  }

  /// Puts V in the place of h where a Student-t dependence of the same ν has drawn it: V = h (ν − 2)/ν c².
  ///
  /// - Parameter scales: c = √(ν / χ²_ν), by which it multiplied the normal Z of the innovation.
  package func setKnownVariance(scales: Column, degreesOfFreedom nu: Double) {
    let share = Vector(repeating: (nu - 2) / nu)
    for v in 0..<PathBlock.vectorCount { variance[v] *= share * scales[v] * scales[v] }
  }
}
