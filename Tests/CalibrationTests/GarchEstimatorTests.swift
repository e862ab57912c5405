import Calibration
import Testing

/// Against the Python package arch 8.0.0 (numpy 2.4.6, scipy 1.17.1) on Data/history:
///
///     r = np.diff(np.log(pd.read_csv('eth_usd_daily.csv').close_usd))
///     arch_model(100 * r, mean='Constant', vol='GARCH', p=1, q=1, dist=D, rescale=False)
///       .fit(options={'maxiter': 1000, 'ftol': 1e-15}, cov_type=C)
///
/// Its log-likelihood of per cent is moved by n ln 100, μ by 1/100 and ω by 1/10,000.
@Suite struct GarchEstimatorTests {
  private func expect(
    _ fit: ProcessFit, logLikelihood: Double, _ parameters: KeyValuePairs<String, Double>,
    errors: [Double] = []
  ) {
    #expect(abs(fit.logLikelihood - logLikelihood) < 1e-6 * logLikelihood)
    for (i, (name, value)) in parameters.enumerated() {
      let found = fit[name]
      #expect(abs(found.value - value) < 1e-3 * abs(value), "\(name)")
      guard i < errors.count else { continue }
      #expect(abs((found.standardError ?? 0) - errors[i]) < 0.01 * errors[i], "error of \(name)")
    }
  }

  private func window() throws -> ReturnSeries {
    try ReturnSeries(Array(try EthCloses.returns().values[783..<1_783]))
  }

  /// 2020-01-02 to 2022-09-27, D = 't', r[783:1783]; errors of C = 'classic' and 'robust'.
  @Test func agreesWithArch() throws {
    var estimator = GarchEstimator()
    let fit = try estimator.fit(try window())
    expect(
      fit, logLikelihood: 1651.9247915002516,
      [
        "mean": 0.0036338526, "omega": 2.036536e-4, "alpha": 0.0763626946, "beta": 0.8486627387,
        "degreesOfFreedom": 4.2733250805,
      ],
      errors: [0.0012964730, 0.9261752843e-4, 0.0269648625, 0.0510128425, 0.5921160781])
    #expect(abs((fit.nextVariance ?? 0) - 21.185735708335265e-4) < 1e-3 * 21.2e-4)
    estimator.initialVariance = .filtered
    let filtered = try estimator.fit(try window()).processParameters["initialVolatility"] ?? 0
    #expect(abs(filtered * filtered / 365 - 21.185735708335265e-4) < 1e-3 * 21.2e-4)
    #expect(fit.warnings.isEmpty && fit.freeParameterCount == 5 && fit.observationCount == 1_000)
    #expect(abs(fit.akaike - (10 - 2 * fit.logLikelihood)) < 1e-9)
    estimator.covariance = .sandwich
    expect(
      try estimator.fit(try window()), logLikelihood: 1651.9247915002516,
      [
        "mean": 0.0036338526, "omega": 2.036536e-4, "alpha": 0.0763626946, "beta": 0.8486627387,
        "degreesOfFreedom": 4.2733250805,
      ],
      errors: [0.0012758402, 0.9890407850e-4, 0.0274362563, 0.0547943930, 0.6282037035])
  }

  /// The whole history, D = 'normal': a maximum inside.
  @Test func agreesWithArchOnNormalInnovations() throws {
    var estimator = GarchEstimator()
    estimator.innovations = .normal
    let fit = try estimator.fit(try EthCloses.returns())
    expect(
      fit, logLikelihood: 4509.690422652401,
      [
        "mean": 0.00104004499, "omega": 0.398525384e-4, "alpha": 0.07263836661,
        "beta": 0.91264834132,
      ])
    #expect(fit.residualLaw == .normal)
    #expect(fit.processParameters["degreesOfFreedom"] == 1000)
  }

  /// The whole history, D = 't': arch ends on its bound α + β = 1, where the default refuses.
  @Test func agreesWithArchOnTheBound() throws {
    let returns = try EthCloses.returns()
    var estimator = GarchEstimator()
    #expect(throws: CalibrationError.onBound(parameter: "alpha + beta", limit: 0.999999)) {
      try estimator.fit(returns)
    }
    estimator.persistence = .held(0.99999999)
    let expected: KeyValuePairs = [
      "mean": 0.00100205053, "omega": 0.385588770e-4, "alpha": 0.09774011757,
      "beta": 0.90225988243, "degreesOfFreedom": 3.34408169224,
    ]
    expect(try estimator.fit(returns), logLikelihood: 4739.715978, expected)
    estimator.persistence = .limited(to: 0.9999)
    let limited = try estimator.fit(returns)
    #expect(limited.warnings == [.persistenceHeld(at: 0.9999)])
    #expect(abs(limited["alpha"].value + limited["beta"].value - 0.9999) < 1e-12)
    #expect(abs(limited.logLikelihood - 4739.715978) < 1e-4 * 4739)
    for (name, value) in expected {
      let error = try #require(limited[name].standardError)
      #expect(abs(limited[name].value - value) < 0.1 * error, "\(name)")
    }
  }

  /// A warm start ends at the maximum of the cold one; so does one from a neighbouring window.
  @Test func warmStartsEndAtTheSameMaximum() throws {
    let all = try EthCloses.returns().values
    let estimator = GarchEstimator()
    let cold = try estimator.fit(try window())
    let neighbour = try estimator.fit(try ReturnSeries(Array(all[763..<1_763])))
    for previous in [cold, neighbour] {
      let warm = try estimator.fit(try window(), from: previous)
      #expect(abs(warm.logLikelihood - cold.logLikelihood) < 1e-8)
      for (a, b) in zip(warm.parameters, cold.parameters) {
        #expect(abs(a.value - b.value) < 1e-4 * (b.standardError ?? 0), "\(a.name)")
      }
      #expect(warm.convergence.iterations <= cold.convergence.iterations + 1)
    }
  }

  /// Twice the returns: the same α, β and ν, twice μ, four times ω, and n ln 2 less likelihood.
  @Test func doesNotDependOnTheUnit() throws {
    let small = try window()
    let large = try ReturnSeries(small.values.map { 2 * $0 })
    let (a, b) = (try GarchEstimator().fit(small), try GarchEstimator().fit(large))
    for (name, factor) in ["mean": 2.0, "omega": 4, "alpha": 1, "beta": 1, "degreesOfFreedom": 1] {
      #expect(abs(b[name].value - factor * a[name].value) < 1e-7 * abs(b[name].value), "\(name)")
    }
    #expect(abs(a.logLikelihood - b.logLikelihood - 693.14718055994531) < 1e-7)
  }

  /// 2018-12-15 to 2020-04-27, r[400:900]: arch finds ν = 2.5005, α + β = 0.9643. The process takes
  /// ν ≥ 3 and gets α and β of the fit with ν = 3.
  @Test func processGetsAFitThatItTakes() throws {
    let returns = try ReturnSeries(Array(try EthCloses.returns().values[400..<900]))
    let fit = try GarchEstimator().fit(returns)
    let nu = fit["degreesOfFreedom"].value
    #expect(abs(nu - 2.500455770754104) < 1e-3)
    #expect(abs(fit["alpha"].value + fit["beta"].value - 0.9643) < 1e-3)
    #expect(fit.warnings == [.degreesOfFreedomRaised(estimate: nu, to: 3)])
    var constrained = GarchEstimator()
    constrained.innovations = .studentTGiven(degreesOfFreedom: 3)
    let three = try constrained.fit(returns)
    #expect(three.logLikelihood < fit.logLikelihood)
    #expect(three["degreesOfFreedom"].standardError == nil)
    #expect(fit.processParameters["degreesOfFreedom"] == 3)
    for name in ["alpha", "beta"] {
      #expect(abs((fit.processParameters[name] ?? 0) - three[name].value) < 1e-6)
    }
  }

  /// Residuals have the variance that the law says, and the filter repeats the fit.
  @Test func filterRepeatsTheFit() throws {
    let returns = try window()
    let fit = try GarchEstimator().fit(returns)
    let filtered = try GarchModel(fit).filter(returns.values)
    #expect(abs(filtered.logLikelihood - fit.logLikelihood) < 1e-8)
    #expect(abs(filtered.nextVariance - (fit.nextVariance ?? 0)) < 1e-12)
    for i in [0, 500, 999] {
      let z = (returns.values[i] - fit["mean"].value) / filtered.variances[i].squareRoot()
      #expect(abs(z - fit.residuals[i]) < 1e-9)
      #expect(abs(filtered.variances[i] - (fit.variances?[i] ?? 0)) < 1e-12)
    }
    #expect(throws: CalibrationError.empty) { try GarchModel(fit).filter([]) }
    #expect(throws: CalibrationError.notFinite(position: 1)) {
      try GarchModel(fit).filter([0, .infinity])
    }
  }

  /// Independent normals: no clustering to find, and no tails; either is named.
  @Test func refusesWhatDoesNotCluster() {
    var refused = 0
    for seed in 1...20 {
      var draws = Draws(seed: UInt64(seed))
      do {
        let returns = try ReturnSeries(
          SimulatedHistory.normal(&draws, mean: 0, deviation: 0.02, count: 500))
        let fit = try GarchEstimator().fit(returns)
        #expect(fit.parameters.allSatisfy { ($0.standardError ?? 0) > 0 })
      } catch {
        guard case CalibrationError.onBound = error else {
          Issue.record("seed \(seed): \(error)")
          continue
        }
        refused += 1
      }
    }
    #expect(refused > 10, "an α of 0 or a ν of infinity was reported in most histories")
  }
}
