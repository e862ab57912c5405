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

  /// A third of the length: 9 letters forgive 3 edits, 8 letters 2.
  @Test func keepsToAThirdOfTheLength() {
    #expect(nearestName(to: "abcdefghi", among: ["abcdefxyz"]) == "abcdefxyz")
    #expect(nearestName(to: "abcdefgh", among: ["abcdexyz"]) == nil)
    #expect(nearestName(to: "abcdefghi", among: ["abcdefghixyz"]) == "abcdefghixyz")
    #expect(nearestName(to: "a", among: ["ab", "b"]) == "ab")
    #expect(nearestName(to: "a", among: []) == nil)
  }

  @Test func prefersTheNearerThenTheFirst() {
    #expect(nearestName(to: "haircut", among: ["haircuts2", "haircuts"]) == "haircuts")
    #expect(nearestName(to: "haircut", among: ["haircutA", "haircutB"]) == "haircutA")
  }

  /// Millions of letters are dismissed by their length.
  @Test(.timeLimit(.minutes(1))) func dismissesVeryLongNames() {
    let long = String(repeating: "x", count: 1_000_000)
    #expect(nearestName(to: long, among: ["volatility", "rate"]) == nil)
  }
}
