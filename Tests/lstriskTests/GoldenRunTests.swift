import Foundation
import Input
import Reporting
import Studies
import Tables
import Testing

/// The example desk with every figure of its run directory pinned, under Tests/Goldens/Run.
///
/// It says that figures moved, not which are right: the other tests do. Where a change means to move
/// them, `UPDATE_GOLDENS=1 swift test --disable-xctest --filter GoldenRunTests` prints every one with its
/// old and new value and keeps the new ones; what moved belongs under «Numbers» in CHANGELOG.md.
@Suite struct GoldenRunTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Goldens/Run")

  /// 4,096 paths of the document's seed.
  private static func run() async throws -> RunResult {
    let loaded = try RunDocument.load(
      Program.data + "/examples/desk.yaml", overrides: RunOverrides(paths: 4_096))
    return try await Simulation(loaded.plan, workers: 2).run()
  }

  /// Every table of the run directory, and what report.json alone holds.
  private static func tables(_ result: RunResult) throws -> [String: PinnedTable] {
    let context = ReportContext(version: "", marketAsOf: nil, priors: [], sources: [])
    var files: [String: [UInt8]] = [
      "limits.csv": limits(result), "convergence.csv": convergence(result),
    ]
    for format in ReportCatalog.all
    where format.fileName.hasSuffix(".csv") && format.isPart(of: result) {
      files[format.fileName] = format.render(result, context)
    }
    var tables: [String: PinnedTable] = [:]
    for (name, bytes) in files { tables[name] = PinnedTable(try ResultTable(bytes, name)) }
    return tables
  }

  private static func limits(_ result: RunResult) -> [UInt8] {
    var table = CSVWriter(columns: ["limit", "status", "value"])
    for (k, verdict) in result.limits.enumerated() {
      table.append([
        .text("\(verdict.limit.measure.rawValue) #\(k + 1)"),
        .text(verdict.status.rawValue), .number(verdict.value),
      ])
    }
    return table.drain()
  }

  private static func convergence(_ result: RunResult) -> [UInt8] {
    let figures = ["value", "standard_error", "lower", "upper"]
    var table = CSVWriter(
      columns: ["point", "paths", "level"] + figures.map { "var_" + $0 }
        + figures.map { "es_" + $0 })
    for point in result.convergence {
      for tail in point.tails {
        let cells = [tail.valueAtRisk, tail.expectedShortfall].flatMap {
          [$0.value, $0.standardError, $0.lower, $0.upper]
        }
        table.append(
          [
            .text("first \(point.paths) at \(tail.level)"), .integer(point.paths),
            .number(tail.level),
          ] + cells.map { $0.isFinite ? .number($0) : .missing })
      }
    }
    return table.drain()
  }

  @Test func figuresStayWhereTheyAre() async throws {
    let tables = try Self.tables(try await Self.run())
    let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1"
    var moves: [String] = []
    for (name, table) in tables.sorted(by: { $0.key < $1.key }) {
      let file = Self.folder.appending(path: name)
      guard let kept = FileManager.default.contents(atPath: file.path) else {
        moves.append("\(name): a new table")
        continue
      }
      let old = PinnedTable(try ResultTable([UInt8](kept), name))
      moves += table.moves(from: old).map { "\(name): \($0)" }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    moves += names.filter { tables[$0] == nil }.sorted().map { "\($0): no such table any more" }
    guard isUpdate else {
      let shown = moves.prefix(20).joined(separator: "\n")
      #expect(moves.isEmpty, "\(moves.count) figures moved:\n\(shown)")
      return
    }
    for move in moves { print(move) }
    print("\(moves.count) figures moved")
    for name in names where tables[name] == nil {
      try FileManager.default.removeItem(at: Self.folder.appending(path: name))
    }
    for (name, table) in tables {
      try Data(table.bytes).write(to: Self.folder.appending(path: name))
    }
  }
}
