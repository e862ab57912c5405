import Tables
import Testing

@Suite struct ByteTextTests {
  /// The digits of an integer are those of its description, at every length and at both ends.
  @Test func writesIntegers() {
    var integers = [0, 1, -1, 9, 10, 11, 99, 100, -100, 1_203, .max, .min]
    var power = 1
    for _ in 0..<18 {
      power *= 10
      integers += [power - 1, power, power + 1, -power, 1 - power]
    }
    for integer in integers {
      var bytes = Array("x".utf8)
      bytes.append(decimal: integer)
      #expect(String(decoding: bytes, as: UTF8.self) == "x" + integer.description)
    }
  }

  @Test(arguments: ["", "a", "é😀", "fifteen bytes..", "more than sixteen bytes of text", "\0\n"])
  func writesTexts(_ text: String) {
    var bytes = Array("x".utf8)
    bytes.append(utf8: text)
    #expect(bytes == Array(("x" + text).utf8))
  }

  @Test func writesTextsOfOneKindOnly() {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    for text in ["", "abc", "de f", "é", "zé", "atextofmorethansixteen", "a text of many letters"] {
      var bytes = Array("x".utf8)
      let isAppended = bytes.append(utf8: text, where: letters.contains)
      #expect(isAppended == text.utf8.allSatisfy(letters.contains))
      #expect(bytes == Array(("x" + (isAppended ? text : "")).utf8))
    }
  }
}
