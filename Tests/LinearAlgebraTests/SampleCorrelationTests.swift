import LinearAlgebra
import Testing
import VectorMath

@Suite struct SampleCorrelationTests {
  @Test func matchesTable() throws {
    let rows = try ReferenceTable("timeseries/dependence_estimators.csv").rows("pearson")
    for row in rows {
      let sample = SampleCorrelation(
        of: try Observations(columns: [try row.list("x"), try row.list("y")]))
      #expect(row.accepts(sample.matrix[0, 1]), "\(row.miss(sample.matrix[0, 1]))")
      #expect(sample.matrix == sample.matrix.transposed && sample.matrix[0, 0] == 1)
    }
    #expect(rows.count == 4)
  }

  /// numpy 2.4.6 corrcoef, and the jackknife of it for the errors: 400 t observations with 4 degrees
  /// of freedom, within 5 %. The formula of normal observations gives 0.034, 0.047, 0.036.
  @Test func valuesAndErrorsMatchNumpy() throws {
    let sample = SampleCorrelation(of: try DependentSample.studentT(400))
    for (i, j, value, error) in [
      (1, 0, 0.5599784170106863, 0.05856916), (2, 0, 0.26180079604202733, 0.07551781),
      (2, 1, 0.5288417665414002, 0.05788739),
    ] {
      #expect(abs(sample.matrix[i, j] - value) < 1e-13)
      #expect(abs(sample.standardErrors[i, j] / error - 1) < 0.05)
      #expect(sample.standardErrors[j, i] == sample.standardErrors[i, j])
    }
  }

  /// Normal pairs with ρ = ½: se √n → 1 − ρ² = ¾. Sampling error about 1 % with 20,000 pairs.
  @Test func normalErrorIsClassical() throws {
    var generator = TestGenerator(seed: 35)
    let pairs = (0..<20_000).map { _ in
      let a = NormalDistribution.quantile(generator.uniform())
      let b = NormalDistribution.quantile(generator.uniform())
      return [a, 0.5 * a + 0.75.squareRoot() * b]
    }
    let sample = SampleCorrelation(of: try Observations(Matrix(pairs)))
    let r = sample.matrix[0, 1]
    #expect(abs(sample.standardErrors[0, 1] * 20_000.0.squareRoot() - 0.75) < 0.03)
    #expect(abs(r - 0.5) < 4 * sample.standardErrors[0, 1])
  }

  @Test func scalesDoNotMatter() throws {
    let sample = try DependentSample.studentT(50)
    var scaled = sample.matrix
    for i in 0..<50 { scaled[i, 1] = 1e-200 * scaled[i, 1] }
    let a = SampleCorrelation(of: sample)
    let b = SampleCorrelation(of: try Observations(scaled))
    #expect(a.matrix.frobeniusDistance(to: b.matrix) < 1e-13)
  }

  @Test func refusesWhatHasNoCorrelation() {
    #expect(throws: Observations.Invalid.tooFew(rows: 1)) { try Observations(Matrix([[1, 2]])) }
    #expect(throws: Observations.Invalid.constant(column: 1)) {
      try Observations(columns: [[1, 2, 3], [4, 4, 4]])
    }
    #expect(throws: Observations.Invalid.notFinite(row: 1, column: 0)) {
      try Observations(Matrix([[1, 2], [.nan, 1]]))
    }
  }
}
