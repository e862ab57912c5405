import LinearAlgebra

/// The highest maximum of a log-likelihood from several starts, with the covariance of its parameters.
struct LikelihoodFit: Sendable {
  /// The kernel's parameters.
  let kernelParameters: [Double]
  let estimates: [ParameterEstimate]
  /// Covariance of the reported parameters; 0 for those that were held.
  let covariance: Matrix
  /// ℓ of the kernel's observations.
  let logLikelihood: Double
  let freeCount: Int
  let convergence: Convergence
  /// Distance of ℓ to the second-highest maximum that was found; `nil` if all starts ended at one.
  let gap: Double?

  /// - Parameters:
  ///   - starts: Kernel parameters to search from; those outside the ranges are moved inside.
  ///   - reported: How each kernel parameter is reported.
  init<Kernel: LogLikelihood, Map: ParameterMap>(
    _ kernel: Kernel, _ map: Map, from starts: [[Double]], reported: [ReportedParameter],
    covariance estimator: CovarianceEstimator
  ) throws(CalibrationError) {
    let likelihood = FreeLikelihood(kernel: kernel, map: map)
    let (maximum, gap) = try Self.highest(likelihood, from: starts)
    let free = try estimator.covariance(maximum) { likelihood.outerProduct(maximum.point) }
    let jacobian = map.jacobian(maximum.point)
    var covariance = jacobian * free * jacobian.transposed
    for i in reported.indices {
      for j in reported.indices { covariance[i, j] *= reported[i].factor * reported[j].factor }
    }
    let parameters = map.parameters(maximum.point)
    kernelParameters = parameters
    estimates = reported.indices.map { i in
      let report = reported[i]
      let value = report.reported(parameters[i])
      return covariance[i, i] > 0
        ? ParameterEstimate(
          name: report.name, unit: report.unit, value: value,
          standardError: covariance[i, i].squareRoot(), scale: report.scale)
        : ParameterEstimate(name: report.name, unit: report.unit, held: value)
    }
    self.covariance = covariance
    logLikelihood = maximum.value
    freeCount = maximum.point.count
    convergence = Convergence(iterations: maximum.iterations, decrement: maximum.decrement)
    self.gap = gap
  }

  /// Maxima closer than this in ℓ count as one.
  private static let sameMaximum = 1e-3

  private static func highest<Kernel: LogLikelihood, Map: ParameterMap>(
    _ likelihood: FreeLikelihood<Kernel, Map>, from starts: [[Double]]
  ) throws(CalibrationError) -> (Maximum, gap: Double?) {
    var best: Maximum?
    var values: [Double] = []
    var failure: (error: CalibrationError, value: Double)?
    for start in starts {
      let free = zip(likelihood.map.freeValues(start), likelihood.map.freeNumbers).map {
        $1.inside($0)
      }
      do {
        let found = try NewtonMaximizer().maximize(likelihood, from: free)
        values.append(found.value)
        if found.value > best?.value ?? -.infinity { best = found }
      } catch {
        let reason = Self.reason(error, likelihood.map.freeNumbers)
        if failure == nil || reason.value > failure?.value ?? -.infinity { failure = reason }
      }
    }
    guard let best else {
      throw failure?.error ?? .notConverged(iterations: 0, decrement: .infinity)
    }
    // A search that ran out of the ranges and stood higher there has the last word.
    if let failure, failure.value > best.value + sameMaximum { throw failure.error }
    let other = values.filter { $0 < best.value - sameMaximum }.max()
    return (best, other.map { best.value - $0 })
  }

  private static func reason(
    _ failure: SearchFailure, _ numbers: [FreeNumber]
  ) -> (error: CalibrationError, value: Double) {
    switch failure {
    case .leftRange(let index, let isUpper, let value):
      let number = numbers[index]
      let limit = isUpper ? number.limits.upperBound : number.limits.lowerBound
      return (.onBound(parameter: number.name, limit: number.factor * limit), value)
    case .flat(let smallest, let value):
      return (.notIdentified(smallestEigenvalue: smallest), value)
    case .stopped(let iterations, let decrement, let value):
      return (.notConverged(iterations: iterations, decrement: decrement), value)
    case .undefined: return (.notConverged(iterations: 0, decrement: .infinity), -.infinity)
    }
  }
}

/// How the search for a maximum ended.
public struct Convergence: Sendable, Hashable {
  /// Newton steps of the search that found the maximum; 0 for closed forms.
  public let iterations: Int
  /// Distance to the maximum before the last step, in standard errors; 0 for closed forms.
  public let decrement: Double
}
