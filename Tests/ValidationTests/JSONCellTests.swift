import Tables
import Testing
import Validation

@Suite struct JSONCellTests {
  @Test func readsListsOfLists() throws {
    let cell = try JSONCell(parsing: "[[1, -2.5e1],[ ],\"a\\n\\u0041\"]")
    #expect(cell == .list([.list([.number(1), .number(-25)]), .list([]), .text("a\nA")]))
  }

  @Test func readsObjects() throws {
    let cell = try JSONCell(parsing: "{\"a\":{}, \"b\": [true,\"1\"]}")
    #expect(cell == .object(["a": .object([:]), "b": .list([.truth(true), .text("1")])]))
  }

  @Test(
    arguments: [
      "", "[1,]", "[1", "[1 2]", "nan", "1 2", "\"open", "{\"a\":1,}", "{a:1}",
      "{\"a\":1,\"a\":1}", "{\"a\"", "truth", "\"\\u00\"",
    ])
  func refuses(_ text: String) {
    #expect(throws: Refusal.self) { try JSONCell(parsing: text) }
  }
}
