import VectorMath

extension ReferenceCheck {
  static let inverseNormal = ReferenceCheck("special/inv_norm_cdf", [.claimed("x")]) {
    reference, figures in
    let p = try reference.number("p", .fraction)
    figures.add(
      "x",
      try reference.text("tail") == "upper"
        ? NormalDistribution.upperQuantile(p) : NormalDistribution.quantile(p))
  }

  static let normalCdf = ReferenceCheck("special/norm_cdf", [.claimed("cdf", "log_cdf")]) {
    reference, figures in
    let x = try reference.number("x")
    figures.add("cdf", NormalDistribution.cdf(x))
    figures.add("log_cdf", NormalDistribution.logCdf(x))
  }

  static let studentT = ReferenceCheck(
    "special/student_t", [.claimed("quantile", "density")]
  ) { reference, figures in
    let law = StudentTDistribution(degreesOfFreedom: try reference.number("nu", .positive))
    let quantile = law.quantile(try reference.number("p", .openFraction))
    figures.add("quantile", quantile)
    figures.add("density", law.density(quantile))
  }

  static let bivariateNormal = ReferenceCheck(
    "special/bivariate_normal_cdf", [.claimed("cdf")]
  ) { reference, figures in
    figures.add(
      "cdf",
      BivariateNormal.cdf(
        try reference.number("a"), try reference.number("b"),
        rho: try reference.number("rho", .init(from: -1, to: 1))))
  }
}
