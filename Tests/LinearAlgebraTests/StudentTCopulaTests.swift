import LinearAlgebra
import TestSupport
import Testing
import VectorMath

@Suite struct StudentTCopulaTests {
  /// pyvinecopulib 1.0.1, Bicop of the Student family with parametric_method "itau": ρ by inversion of
  /// τ, ν by maximum likelihood, 400 observations. Its ν is good to some 1e-4.
  @Test(arguments: [
    (0, 1, 0.5891857542320864, 3.404221923908884, 92.35795775316664),
    (0, 2, 0.30009248208302836, 4.696135077705224, 24.249094584308203),
    (1, 2, 0.4926177130615567, 4.637183804137281, 64.34422780314848),
  ])
  func pairsMatchPyvinecopulib(
    _ i: Int, _ j: Int, _ rho: Double, _ nu: Double, _ logLikelihood: Double
  ) throws {
    let sample = try DependentSample.studentT(400)
    let copula = try StudentTCopula(
      of: try Observations(columns: [sample.column(i), sample.column(j)]))
    #expect(abs(copula.correlation.pairwise[0, 1] - rho) < 1e-12)
    #expect(abs(copula.degreesOfFreedom / nu - 1) < 2e-4, "\(copula.degreesOfFreedom)")
    #expect(abs(copula.logLikelihood - logLikelihood) < 1e-6, "\(copula.logLikelihood)")
    #expect(!copula.isAtBound)
  }

  /// Three variables: scipy 1.17.1, multivariate_t and t, maximised by minimize_scalar.
  @Test func threeVariablesMatchScipy() throws {
    let copula = try StudentTCopula(of: try DependentSample.studentT(400))
    #expect(abs(copula.degreesOfFreedom - 3.8326728854073897) < 1e-5)
    #expect(abs(copula.logLikelihood - 163.89540030767785) < 1e-9)
    #expect(abs(copula.gaussianLogLikelihood - 137.23568475640036) < 1e-9)
    #expect(abs(copula.standardError / 0.6108057078762626 - 1) < 1e-3)
    #expect(copula.correlation.nearest.distance == 0)
  }

  /// The same observations rounded to quarters, which tie often: scipy 1.17.1 with mid-ranks and τ_b.
  @Test func tiedObservationsMatchScipy() throws {
    var rounded = try DependentSample.studentT(400).matrix
    for i in 0..<400 {
      for j in 0..<3 { rounded[i, j] = (4 * rounded[i, j]).rounded() / 4 }
    }
    let copula = try StudentTCopula(of: try Observations(rounded))
    #expect(abs(copula.degreesOfFreedom - 3.9553772521141957) < 1e-5)
    #expect(abs(copula.logLikelihood - 162.17268126444014) < 1e-9)
  }

  /// Normal pairs want no finite ν: the likelihood rises to the end, or close to it.
  @Test func normalObservationsAreGaussian() throws {
    var generator = TestGenerator(seed: 36)
    let pairs = (0..<1000).map { _ in
      let a = NormalDistribution.quantile(generator.uniform())
      return [a, 0.8 * a + 0.6 * NormalDistribution.quantile(generator.uniform())]
    }
    let copula = try StudentTCopula(of: try Observations(Matrix(pairs)))
    #expect(copula.degreesOfFreedom > 25, "\(copula.degreesOfFreedom)")
    #expect(copula.logLikelihood - copula.gaussianLogLikelihood < 2)
  }

  /// Pairwise τ of few observations may contradict each other; the repair is reported. Smallest
  /// eigenvalue of sin(πτ/2) by numpy 2.4.6 and scipy 1.17.1. Setting negative eigenvalues to 0 moves
  /// by at least the largest of them.
  @Test func contradictionsAreRepaired() throws {
    let correlation = try KendallCorrelation(
      of: try Observations(
        columns: [
          [1, 2, 3, 4, 5, 6], [1, 4, 3, 5, 2, 6], [6, 1, 3, 2, 4, 5], [1, 4, 5, 3, 6, 2],
        ]))
    let smallest = try SymmetricEigen(of: correlation.pairwise).values[0]
    #expect(abs(smallest + 0.4059121992096123) < 1e-12)
    #expect(correlation.nearest.distance >= -smallest && correlation.nearest.distance < 1)
    #expect(try SymmetricEigen(of: correlation.nearest.matrix).values[0] >= -1e-12)
    let moved = correlation.nearest.matrix.frobeniusDistance(to: correlation.pairwise)
    #expect(abs(moved - correlation.nearest.distance) < 1e-12)
    #expect(throws: StudentTCopula.Failure.self) {
      try StudentTCopula(of: try Observations(columns: [[1, 2, 3, 4], [2, 4, 6, 8]]))
    }
  }

  @Test func tailDependenceMatchesTable() throws {
    let rows = try ReferenceTable("copula/tail_dependence.csv").rows("lambda")
    for row in rows where row["copula"] == "t" {
      let got = StudentTCopula.tailDependence(
        correlation: row.number("rho"), degreesOfFreedom: row.number("nu"))
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(rows.count == 24)
  }
}
