import Tables
import Testing
import Validation

@Suite struct JSONCellTests {
  @Test func readsListsOfLists() throws {
    let cell = try JSONCell(parsing: "[[1, -2.5e1],[ ],\"a\\n\\u0041\"]")
    #expect(cell == .list([.list([.number(1), .number(-25)]), .list([]), .text("a\nA")]))
  }

  @Test(arguments: ["", "[1,]", "[1", "[1 2]", "nan", "1 2", "\"open", "{}", "true", "\"\\u00\""])
  func refuses(_ text: String) {
    #expect(throws: Refusal.self) { try JSONCell(parsing: text) }
  }
}
