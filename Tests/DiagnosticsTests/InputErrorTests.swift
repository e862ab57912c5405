import Diagnostics
import Testing

import struct Diagnostics.SourceLocation

@Suite struct InputErrorTests {
  private let place = SourceLocation(file: "portfolio.csv", line: 12, column: 5)

  @Test func printsPlaceMessageAndHint() {
    let error = InputError("haircut is 1.2; it must be between 0 and 1", at: place, hint: "0.80")
    #expect(
      error.description == """
        portfolio.csv:12:5: error: haircut is 1.2; it must be between 0 and 1
          hint: 0.80
        """)
    #expect(
      InputError("odd", at: place, severity: .warning).description
        == "portfolio.csv:12:5: warning: odd")
  }

  @Test func ordersByPlaceAndDropsRepetitions() {
    let early = InputError("z", at: SourceLocation(file: "a", line: 1))
    let first = InputError("a", at: place)
    let second = InputError("b", at: place)
    let errors = InputErrors([second, early, first, second])
    #expect(errors.errors == [early, first, second])
    #expect(
      errors.description == """
        a:1: error: z
        portfolio.csv:12:5: error: a
        portfolio.csv:12:5: error: b
        """)
  }
}
