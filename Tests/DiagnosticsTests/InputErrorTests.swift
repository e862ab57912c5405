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

  /// An error stops the run and comes first; a slip is told before what was put in a place, that before
  /// remarks, wherever they stand. By place alone «a» would come first.
  @Test func tellsTheGravestFirst() {
    func warning(_ message: String, _ file: String, _ consequence: InputError.Consequence)
      -> InputError
    {
      .warning(message, at: SourceLocation(file: file), consequence)
    }
    let remark = warning("remark", "a", .remark)
    let substitution = warning("substitution", "b", .substitution)
    let slip = warning("slip", "c", .likelySlip)
    let error = InputError("error", at: SourceLocation(file: "d"))
    #expect(
      InputErrors([remark, substitution, slip, error]).errors == [
        error, slip, substitution, remark,
      ])
    #expect(InputError("plain", at: place, severity: .warning).consequence == .remark)
    #expect(slip.severity == .warning)
  }
}
