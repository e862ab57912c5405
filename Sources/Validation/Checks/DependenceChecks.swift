import LinearAlgebra
import RiskMeasures
import VectorMath

extension ReferenceCheck {
  private static let lawPaths = 1 << 19

  private static func isStudentTWithoutProcess(_ reference: ReferenceCase) -> Bool {
    guard let nu = reference.numberIfAny("nu") else { return false }
    return nu < 3 || nu > 1000
  }
  private static let noSuchT = "the engine's t law has 3 to 1000 degrees of freedom"

  /// Shocks of one factor: the map from normals to Student t, and the tail measures.
  static let standardVarEs = ReferenceCheck(
    "portfolio/standard_var_es",
    [
      .notCovered(
        because: "the engine has no such law",
        where: { !["normal", "t", "t_unit_variance"].contains($0.word("law")) }),
      .notCovered(because: noSuchT, where: isStudentTWithoutProcess),
      .simulated("var", "es"),
    ], weight: 3
  ) { reference, figures in
    let law = try reference.text("law")
    var losses: [Double]
    if law == "normal" {
      losses = try EngineShocks.normals(
        correlation: [[1]], dependence: .gaussian, paths: lawPaths)[0]
    } else {
      let nu = try reference.number("nu")
      losses = try EngineShocks.studentT(
        correlation: [[1]], degreesOfFreedom: nu, paths: lawPaths)[0]
      if law == "t_unit_variance" {
        let unit = ((nu - 2) / nu).squareRoot()
        losses = losses.map { $0 * unit }
      }
    }
    try addMeasures(of: losses, reference, &figures)
  }

  /// A linear portfolio of correlated normal or multivariate t returns.
  static let ellipticalVarEs = ReferenceCheck(
    "portfolio/elliptical_var_es",
    [
      .notCovered(
        because: "the engine has no such law",
        where: { !["gaussian", "t"].contains($0.word("law")) }),
      .notCovered(because: noSuchT, where: isStudentTWithoutProcess),
      .simulated("var", "es"),
      .notCovered("sd", because: "the engine has no closed form of a portfolio's deviation"),
      .notCovered(
        "var_contribution_*", "es_contribution_*",
        because: "the engine averages contributions over tail paths, and the table states no mc_sd"),
    ], weight: 4
  ) { reference, figures in
    let weights = try reference.numbers("weights")
    let means = try reference.numbers("means", count: weights.count)
    let covariance = try reference.squareMatrix("covariance", size: weights.count)
    let deviations = covariance.indices.map { covariance[$0][$0].squareRoot() }
    let correlation = covariance.indices.map { i in
      covariance.indices.map { j in covariance[i][j] / (deviations[i] * deviations[j]) }
    }
    var unit = 1.0
    let shocks: [[Double]]
    if try reference.text("law") == "t" {
      let nu = try reference.number("nu")
      unit = ((nu - 2) / nu).squareRoot()
      shocks = try EngineShocks.studentT(
        correlation: correlation, degreesOfFreedom: nu, paths: lawPaths)
    } else {
      shocks = try EngineShocks.normals(
        correlation: correlation, dependence: .gaussian, paths: lawPaths)
    }
    var losses = [Double](repeating: 0, count: lawPaths)
    for i in weights.indices {
      let scale = unit * deviations[i]
      for path in losses.indices {
        losses[path] -= weights[i] * (means[i] + scale * shocks[i][path])
      }
    }
    try addMeasures(of: losses, reference, &figures)
  }

  /// VaR and ES at the case's level.
  ///
  /// At ν = 3 the fourth moment is infinite and the estimate of ES nears normality slowly: five
  /// standard errors.
  private static func addMeasures(
    of losses: [Double], _ reference: ReferenceCase, _ figures: inout ReferenceFigures
  ) throws {
    let sample = try LossSample(losses)
    let level = Level(try reference.number("alpha", .openFraction))
    figures.add("var", simulated: sample.valueAtRisk(level: level).value, paths: lawPaths)
    figures.add(
      "es", simulated: sample.expectedShortfall(level: level).value, paths: lawPaths,
      standardErrors: reference.numberIfAny("nu") == 3 ? 5 : nil)
  }

  private static let copulaPaths = 1 << 20

  /// Two shocks that fall below their u-quantile together, and the coefficients of their copula.
  static let tailDependence = ReferenceCheck(
    "copula/tail_dependence",
    [
      .notCovered(
        because: "the engine has no such copula",
        where: { !["gaussian", "t"].contains($0.word("copula")) }),
      .simulated("joint"),
      .notCovered(
        "conditional", because: "it is simulated as the joint probability, and has no mc_sd"),
      .notCovered(
        "lambda", because: "it is 0 for every Gaussian copula, and nothing computes it",
        where: { $0.word("copula") == "gaussian" }),
      .claimed("lambda", "kendall_tau"),
      .notCovered("spearman", because: "correlations are estimated from Kendall's τ instead"),
    ], weight: 4
  ) { reference, figures in
    let rho = try reference.number("rho", .init(from: -1, to: 1, includesLower: false))
    let isStudentT = try reference.text("copula") == "t"
    let shocks = try EngineShocks.normals(
      correlation: [[1, rho], [rho, 1]],
      dependence: isStudentT ? .studentT(try reference.number("nu", .positive)) : .gaussian,
      paths: copulaPaths)
    let limit = NormalDistribution.quantile(try reference.number("u", .openFraction))
    var hits = 0
    for path in 0..<copulaPaths where shocks[0][path] <= limit && shocks[1][path] <= limit {
      hits += 1
    }
    let joint = ProbabilityEstimate(successes: hits, trials: copulaPaths)
    figures.add("joint", simulated: joint.value, paths: copulaPaths)
    figures.add("kendall_tau", KendallTau.ofEllipticalCopula(correlation: rho))
    if isStudentT {
      figures.add(
        "lambda",
        StudentTCopula.tailDependence(
          correlation: rho, degreesOfFreedom: try reference.number("nu", .positive)))
    }
  }
}
