import LinearAlgebra
import Testing

@Suite struct ObservationsTests {
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
