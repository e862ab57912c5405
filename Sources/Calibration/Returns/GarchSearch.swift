/// One history's GARCH likelihood and where its maximum is looked for.
struct GarchSearch {
  let estimator: GarchEstimator
  let data: StandardisedReturns
  let kernel: GarchLikelihood

  init(_ estimator: GarchEstimator, _ returns: ReturnSeries) {
    self.estimator = estimator
    data = StandardisedReturns(returns)
    var start = estimator.startVariance
    if case .given(let variance) = start {
      start = .given(variance / (data.deviation * data.deviation))
    }
    kernel = GarchLikelihood(
      data.values, start: start, isStudentT: estimator.innovations != .normal)
  }

  /// - Parameter starts: Kernel parameters to search from; `nil` tries a grid.
  func fit(
    from starts: [[Double]]?
  ) throws(CalibrationError) -> (fit: LikelihoodFit, warnings: [FitWarning]) {
    let starts = starts ?? bestOfGrid()
    switch estimator.persistence {
    case .estimated: return (try fit(map(held: nil, limit: 0.999999), starts), [])
    case .held(let persistence):
      precondition(persistence > 0 && persistence < 1, "alpha + beta is held between 0 and 1")
      return (try fit(map(held: persistence), starts), [])
    case .limited(let limit):
      precondition(limit > 0.01 && limit < 1, "the limit of alpha + beta lies below 1")
      do {
        return (try fit(map(held: nil, limit: limit), starts), [])
      } catch .onBound(GarchParameters.persistenceName, limit) {
        return (try fit(map(held: limit), starts), [.persistenceHeld(at: limit)])
      }
    }
  }

  /// ν of a fit; the largest that processes take for normal innovations.
  func degreesOfFreedom(_ fit: LikelihoodFit) -> Double {
    kernel.isStudentT ? fit.kernelParameters[4] : DegreesOfFreedom.ofProcesses.upperBound
  }

  /// The kernel parameters of an earlier fit.
  func start(_ previous: ProcessFit) -> [Double] {
    reported.map { $0.kernel(previous[$0.name].value) }
  }

  private func fit(
    _ map: GarchParameters, _ starts: [[Double]]
  ) throws(CalibrationError) -> LikelihoodFit {
    try LikelihoodFit(
      kernel, map, from: starts, reported: reported, covariance: estimator.covariance)
  }

  private func map(held persistence: Double?, limit: Double = 0) -> GarchParameters {
    var given: Double?
    if case .studentTGiven(let nu) = estimator.innovations {
      precondition(DegreesOfFreedom.ofProcesses.contains(nu), "degrees of freedom lie in 3...1000")
      given = nu
    }
    return GarchParameters(
      isStudentT: kernel.isStudentT, degreesOfFreedom: given, persistence: persistence,
      limit: limit, variance: data.deviation * data.deviation)
  }

  private var reported: [ReportedParameter] {
    let fraction = { (name: String) in
      ReportedParameter(name: name, unit: "fraction", scale: .between(0, 1))
    }
    let always = [
      data.location,
      ReportedParameter(
        name: "omega", unit: "squared log return of a step",
        factor: data.deviation * data.deviation, scale: .above(0)),
      fraction("alpha"), fraction("beta"),
    ]
    return kernel.isStudentT ? always + [DegreesOfFreedom.reported(above: 2)] : always
  }

  /// The two best points of a coarse grid whose long-run variance is that of the history.
  private func bestOfGrid() -> [[Double]] {
    var points: [(value: Double, parameters: [Double])] = []
    for alpha in [0.03, 0.08, 0.2] {
      for persistence in [0.8, 0.95, 0.99] {
        for nu in kernel.isStudentT ? [3.5, 8] : [0] {
          let parameters =
            [0, 1 - persistence, alpha, persistence - alpha] + (kernel.isStudentT ? [nu] : [])
          if let value = kernel.sum(parameters)?.value { points.append((value, parameters)) }
        }
      }
    }
    return points.sorted { $0.value > $1.value }.prefix(2).map(\.parameters)
  }
}
