import Foundation
import Testing

@testable import Reporting

@Suite struct JSONValueTests {
  private func text(_ value: JSONValue) -> String {
    String(decoding: value.encoded(), as: UTF8.self)
  }

  @Test func keysKeepTheirOrder() {
    #expect(
      text(["b": 1, "a": [1, 2], "c": [:]]) == """
        {
          "b": 1,
          "a": [1, 2],
          "c": {}
        }

        """)
  }

  @Test(arguments: [
    0.1, 1.0 / 3, .leastNonzeroMagnitude, 1.797_693_134_862_315_7e308, -123_456_789.125, 1e16, 1e22,
    4.0, -2.5e-7,
  ])
  func numbersReadBackAsTheSameDouble(_ number: Double) throws {
    let bytes = JSONValue.array([.number(number)]).encoded()
    let read = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [Double])
    #expect(read == [number])
  }

  /// The shortest decimal of every double but for the `.0` of whole numbers; integers in full.
  @Test func numbersAreTheShortestDecimals() {
    let doubles = [
      0.1, 10, 100.0, 120.5, -3, 1e15, 1e16, 9_007_199_254_740_994, 1e22, 5e-324, 0.05, 1.05, -10.0,
    ]
    for number in doubles {
      let shortest = number.description
      let expected = shortest.hasSuffix(".0") ? String(shortest.dropLast(2)) : shortest
      #expect(text(.array([.number(number)])) == "[\(expected)]\n")
    }
    #expect(text([0, -1, 1_200, .integer(.min)]) == "[0, -1, 1200, -9223372036854775808]\n")
  }

  @Test func listsOfListsStandOnLinesOfTheirOwn() {
    #expect(
      text(["a": [["b": []], [1, [2]]]]) == """
        {
          "a": [
            {
              "b": []
            },
            [
              1,
              [2]
            ]
          ]
        }

        """)
  }

  @Test func plainTextsStayAsTheyAre() {
    let long = String(repeating: "text of 20 letters, ", count: 20)
    #expect(text([.text(""), .text("a=b"), .text(long)]) == "[\"\", \"a=b\", \"\(long)\"]\n")
    #expect(text(["é\"\u{7f}": "\\"]) == "{\"é\\\"\\u007f\": \"\\\\\"}\n")
  }

  @Test func wholeNumbersLoseTheirPoint() {
    #expect(text(.array([.number(4), .number(-0.0)])) == "[4, 0]\n")
  }

  @Test func missingAndInfiniteAreNull() {
    #expect(
      text(
        .array([.optional(Double.infinity), .optional(nil as Double?), .optional(nil as String?)]))
        == "[null, null, null]\n")
  }

  @Test func textsAreEscaped() throws {
    let hostile = "\"\\\n\r\t\u{0}\u{1b}\u{7f}\u{2028}</script>é😀"
    let bytes = JSONValue.array([.text(hostile)]).encoded()
    let read = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String])
    #expect(read == [hostile])
    #expect(!bytes.dropLast().contains { $0 < 0x20 || $0 == 0x7f })
  }

  @Test func numbersThatAreNotFiniteAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = JSONValue.number(.nan).encoded() }
  }
}
