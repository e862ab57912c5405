import Diagnostics
import Testing

@Suite struct NearestNameTests {
  @Test func findsTransposedAndMissingLetters() {
    let known = ["volatility", "meanReversion", "rate"]
    #expect(nearestName(to: "volatilty", among: known) == "volatility")
    #expect(nearestName(to: "meanreversion", among: known) == "meanReversion")
    #expect(nearestName(to: "raet", among: known) == "rate")
    #expect(nearestName(to: "portfolio", among: known) == nil)
  }
}
