import VectorMath

/// Log densities of observations as a function of parameters, without their derivatives.
protocol DensityKernel: Sendable {
  var count: Int { get }
  /// Log density of every observation given those before it; `nil` where the law is not defined.
  func logDensities(_ parameters: [Double]) -> [Double]?
}

/// A log-likelihood whose scores are central differences of the log densities.
struct DifferencedLikelihood<Kernel: DensityKernel>: LogLikelihood {
  let kernel: Kernel
  /// Step of each parameter, as a share of its size where that is above 1.
  let steps: [Double]

  var count: Int { kernel.count }

  func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool {
    guard let here = kernel.logDensities(parameters) else { return false }
    var scores = [Vector](repeating: .zero, count: here.count)
    for k in parameters.indices {
      let h = steps[k] * max(1, abs(parameters[k]))
      var up = parameters
      var down = parameters
      up[k] += h
      down[k] -= h
      guard let above = kernel.logDensities(up), let below = kernel.logDensities(down) else {
        return false
      }
      let perUnit = 1 / (up[k] - down[k])
      for i in scores.indices { scores[i][k] = (above[i] - below[i]) * perUnit }
    }
    for (density, score) in zip(here, scores) { body(density, score) }
    return true
  }
}
