import Diagnostics
import Testing

import struct Diagnostics.SourceLocation

@Suite struct SourceLocationTests {
  @Test func leavesOutPartsThatAreZero() {
    #expect(SourceLocation(file: "a.yaml").description == "a.yaml")
    #expect(SourceLocation(file: "a.yaml", line: 3).description == "a.yaml:3")
    #expect(SourceLocation(file: "a.yaml", line: 3, column: 7).description == "a.yaml:3:7")
  }

  @Test func ordersByFileThenLineThenColumn() {
    let ordered = [
      SourceLocation(file: "a", line: 9, column: 9), SourceLocation(file: "b"),
      SourceLocation(file: "b", line: 2, column: 8), SourceLocation(file: "b", line: 10, column: 1),
      SourceLocation(file: "b", line: 10, column: 2),
    ]
    #expect(ordered.reversed().sorted() == ordered)
  }
}
