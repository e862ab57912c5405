import Diagnostics
import Tables
import Testing

@testable import Reporting

@Suite struct TableFormatTests {
  static let formats: [any ReportFormat.Type] = ReportCatalog.all.filter {
    $0.fileName.hasSuffix(".csv")
  }

  private func table(_ format: any ReportFormat.Type) throws -> CSVTable {
    let bytes = format.render(try SyntheticRun.result(), SyntheticRun.context)
    var errors: [InputError] = []
    let table = CSVTable(
      contents: bytes, file: format.fileName, required: [], others: .ignored, errors: &errors)
    #expect(errors == [])
    return try #require(table)
  }

  @Test(arguments: formats.map { $0.fileName })
  func golden(_ name: String) throws {
    let format = try #require(Self.formats.first { $0.fileName == name })
    try Golden.check(format.render(try SyntheticRun.result(), SyntheticRun.context), name)
  }

  @Test(arguments: formats.map { $0.fileName })
  func isReadBackAndSaysHowToReadIt(_ name: String) throws {
    let format = try #require(Self.formats.first { $0.fileName == name })
    #expect(try table(format).rowCount > 0)
    let bytes = format.render(try SyntheticRun.result(), SyntheticRun.context)
    let comments = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .prefix { $0.hasPrefix("#") }
    #expect(
      comments.contains { $0.contains("numeraire USD; paths 10000; seed 18446744073709551615") })
    #expect(comments.count >= 4)
  }

  /// Every subject has its position and every quantity; names come back as they were.
  @Test func summaryHasEveryFigure() throws {
    let table = try table(SummaryTable.self)
    // 6 rows of the position, and 5 + 2 × 2 of each of three quantities.
    #expect(table.rowCount == 6 * (6 + 3 * 9))
    let names = Set(table.map { $0.cell("subject").text })
    #expect(names.contains(SyntheticRun.hostileName))
  }

  @Test func summaryStatesPercentOfExposure() throws {
    let row = try #require(
      try table(SummaryTable.self).first {
        $0.cell("kind").text == "total" && $0.cell("measure").text == "es"
          && $0.cell("level").text == "0.99"
      })
    #expect(row.cell("value").text == "5600000.0")
    #expect(row.cell("standard_error").text == "150000.0")
    #expect(row.cell("percent_of_exposure").text == "28.000000000000004")
  }

  /// 100 of 10,000 on the first day, then 80 of the 9,900 that are left.
  @Test func hazardIsOfThePathsAtRisk() throws {
    let rows = Array(try table(LiquidationDayTable.self).prefix(2))
    #expect(rows.map { $0.cell("paths_at_risk").text } == ["10000", "9900"])
    #expect(rows.map { $0.cell("hazard").text } == ["0.01", "\(80.0 / 9_900)"])
  }

  /// Bins, what is outside them, and the quantiles.
  @Test func distributionCountsEveryPath() throws {
    let rows = try table(DistributionTable.self).filter {
      $0.cell("kind").text == "total" && $0.cell("quantity").text == "equity_loss"
    }
    let counts = rows.compactMap { Int($0.cell("paths").text) }
    #expect(counts.reduce(0, +) == SyntheticRun.paths)
    #expect(rows.filter { $0.cell("row").text == "quantile" }.count == 2)
  }
}
