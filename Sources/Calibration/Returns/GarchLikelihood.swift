import VectorMath

/// GARCH(1,1) with parameters (mean μ, ω, α, β) and, for Student-t innovations, ν.
///
///     e_t = x_t − μ,  h_{t+1} = ω + α e_t² + β h_t,  h_1 = ω + (α + β) v
/// v is the start variance. The score follows from the recursion
/// ∂h_{t+1} = (−2αe_t, 1, e_t², h_t) + β ∂h_t. Reference: Bollerslev (1987), doi:10.2307/1925546;
/// analytic derivatives: Fiorentini, Calzolari and Panattoni (1996), cited at `StartVariance.sample`.
struct GarchLikelihood: LogLikelihood {
  let values: [Double]
  /// v where it does not depend on the mean, and the mean of the values otherwise.
  private let start: Start
  let isStudentT: Bool

  private enum Start {
    case fixed(Double)
    /// Mean and variance of the values.
    case sample(mean: Double, variance: Double)
  }

  init(_ values: [Double], start: StartVariance, isStudentT: Bool) {
    self.values = values
    self.isStudentT = isStudentT
    if case .sample = start {
      let moments = RunningMoments(values)
      self.start = .sample(mean: moments.mean, variance: moments.variance)
    } else {
      self.start = .fixed(start.value(values))
    }
  }

  var count: Int { values.count }

  /// v and ∂v/∂μ.
  private func startVariance(mean: Double) -> (value: Double, slope: Double) {
    switch start {
    case .fixed(let value): return (value, 0)
    case .sample(let center, let variance):
      return (variance + (center - mean) * (center - mean), 2 * (mean - center))
    }
  }

  @inline(__always)
  func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool {
    let (mu, omega, alpha, beta) = (parameters[0], parameters[1], parameters[2], parameters[3])
    let law = InnovationLaw(degreesOfFreedom: isStudentT ? parameters[4] : nil)
    let v = startVariance(mean: mu)
    var h = omega + (alpha + beta) * v.value
    var slope = SIMD4((alpha + beta) * v.slope, 1, v.value, v.value)
    for x in values {
      let e = x - mu
      let term = law.term(e, variance: h)
      var score = term.inVariance * slope
      score[0] += term.pull
      body(term.density, Vector(lowHalf: score, highHalf: SIMD4(term.inFreedom, 0, 0, 0)))
      slope = beta * slope + SIMD4(-2 * alpha * e, 1, e * e, h)
      h = omega + alpha * e * e + beta * h
    }
    return true
  }

  /// h of every observation and of the step after the last.
  func variances(_ parameters: [Double]) -> [Double] {
    let (mu, omega, alpha, beta) = (parameters[0], parameters[1], parameters[2], parameters[3])
    var h = omega + (alpha + beta) * startVariance(mean: mu).value
    var all = [h]
    all.reserveCapacity(values.count + 1)
    for x in values {
      h = omega + alpha * (x - mu) * (x - mu) + beta * h
      all.append(h)
    }
    return all
  }
}
