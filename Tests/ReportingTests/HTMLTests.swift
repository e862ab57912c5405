import Testing

@testable import Reporting

@Suite struct HTMLTests {
  @Test func textsAreEscapedAndMarkupIsNot() {
    let name = "<b>&\"'\u{1b}\n"
    let inner: HTML = "<td>\(name)</td>"
    let outer: HTML = "<tr>\(inner)</tr>"
    #expect(outer.text == "<tr><td>&lt;b&gt;&amp;&quot;&#39;\u{fffd} </td></tr>")
  }

  @Test(arguments: [(0.0, "0"), (12.34, "12.3"), (-0.04, "0"), (-1.25, "-1.3"), (400, "400")])
  func coordinatesHaveOneDecimal(_ value: Double, _ text: String) {
    let markup: HTML = "\(value)"
    #expect(markup.text == text)
  }
}
