import Foundation
import Testing

@testable import Reporting

@Suite struct JSONReportTests {
  private func object() throws -> [String: Any] {
    let bytes = JSONReport.render(try SyntheticRun.result(), SyntheticRun.context)
    return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private func member<Value>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
    var value: Any = try object()
    for key in path.split(separator: ".") {
      if let index = Int(key) {
        value = try #require(value as? [Any])[index]
      } else {
        value = try #require((value as? [String: Any])?[String(key)])
      }
    }
    return try #require(value as? Value)
  }

  @Test func golden() throws {
    try Golden.check(
      JSONReport.render(try SyntheticRun.result(), SyntheticRun.context), "report.json")
  }

  @Test func everyFigureCarriesItsError() throws {
    let figure: [String: Any] = try member(
      "subjects.total.quantities.equity_loss.tails.0.expectedShortfall")
    #expect(
      Set(figure.keys) == ["value", "standardError", "lower", "upper", "confidence", "method"])
    #expect(figure["standardError"] as? Double == 60_000)
  }

  @Test func unboundedIsNull() throws {
    #expect(
      try member("subjects.total.quantities.equity_loss.tails.1.valueAtRisk.upper") as NSNull?
        != nil)
    #expect(try member("subjects.accounts.2.healthFactor") as NSNull? != nil)
  }

  /// 2^64 − 1 is no double.
  @Test func seedKeepsItsDigits() throws {
    #expect(try member("run.seed") == "18446744073709551615")
  }

  @Test func zeroHitsHaveAnUpperLimit() throws {
    let upper: Double = try member("subjects.accounts.2.liquidation.upper")
    #expect(abs(upper - 3.688e-4) < 1e-6)
  }

  @Test func namesArriveUnchanged() throws {
    #expect(try member("subjects.books.0.name") == SyntheticRun.hostileName)
    #expect(try member("subjects.accounts.1.name") == "a\u{1b}[31m<2>")
  }
}
