import Diagnostics
import Foundation
import Input
import Testing

/// Every block of FORMATS.md loads at its place, without a mistake and without a warning.
@Suite struct FormatsTests {
  private static let data = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Data")

  /// The first block of a language below each heading.
  private static func blocks() throws -> [String: String] {
    let text = try String(contentsOf: data.appending(path: "FORMATS.md"), encoding: .utf8)
    var blocks: [String: String] = [:]
    var heading = ""
    var block: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = block {
        guard line == "```" else {
          block?.append(line)
          continue
        }
        #expect(blocks[heading] == nil, "one block below \(heading)")
        blocks[heading] = lines.joined(separator: "\n") + "\n"
        block = nil
      } else if line.hasPrefix("#") {
        heading = String(line.drop { $0 == "#" || $0 == " " })
      } else if line == "```yaml" || line == "```csv" {
        block = []
      }
    }
    return blocks
  }

  private static func block(_ heading: String) throws -> String {
    try #require(try blocks()[heading], "a block below \(heading)")
  }

  /// A folder `desk` with what the blocks of a run say, `history` and `examples` beside it.
  private func with<Result>(
    _ files: [String: String], _ body: (String) throws -> Result
  ) throws -> Result {
    var all: [String: [UInt8]] = [:]
    for folder in ["tokens", "history", "market", "protocols", "examples"] {
      for file in try FileManager.default.contentsOfDirectory(
        atPath: Self.data.appending(path: folder).path())
      where file.hasSuffix(".yaml") || file.hasSuffix(".csv") {
        let bytes = Array(try Data(contentsOf: Self.data.appending(path: "\(folder)/\(file)")))
        all["\(folder)/\(file)"] = bytes
        if folder == "tokens" { all["desk/tokens/\(file)"] = bytes }
      }
    }
    for (path, text) in files { all[path] = Array(text.utf8) }
    return try TemporaryFolder.with(all, body)
  }

  private func run(_ more: String = "") throws -> [String: String] {
    [
      "desk/run.yaml": try Self.block("Run document") + more,
      "desk/portfolio.csv": try Self.block("Portfolio CSV"),
      "desk/protocol.yaml": try Self.block("Protocol document"),
      "desk/market.yaml": try Self.block("Market document"),
      "desk/tokens/wsteth.yaml": try Self.block("Token document"),
    ]
  }

  @Test func everyBlockIsTried() throws {
    #expect(
      try Self.blocks().keys.sorted() == [
        "Backtest section", "Mapping document", "Market document", "Policies of a run document",
        "Portfolio CSV", "Protocol document", "Run document", "Token document",
      ])
  }

  @Test func theRunLoads() throws {
    let loaded = try with(try run()) { try RunDocument.load("\($0)/desk/run.yaml") }
    #expect(loaded.warnings.isEmpty, "\(loaded.warnings)")
    #expect(loaded.plan.portfolio.accounts.map(\.id) == ["a01", "a02"])
    #expect(loaded.plan.uncertainty?.batches == 50)
  }

  @Test func thePoliciesLoad() throws {
    let files = try run(try Self.block("Policies of a run document"))
    let loaded = try with(files) { try RunDocument.load("\($0)/desk/run.yaml") }
    #expect(loaded.warnings.isEmpty, "\(loaded.warnings)")
    #expect(loaded.policies?.candidates.count == 2)
  }

  @Test func theBacktestLoads() throws {
    let example = try String(
      contentsOf: Self.data.appending(path: "examples/eth-loans.yaml"), encoding: .utf8)
    let head = try #require(example.components(separatedBy: "backtest:").first)
    let files = ["examples/formats.yaml": head + (try Self.block("Backtest section"))]
    let loaded = try with(files) { try BacktestDocument.load("\($0)/examples/formats.yaml") }
    #expect(loaded.run.warnings.isEmpty, "\(loaded.run.warnings)")
    #expect(loaded.plan.window == 500)
  }

  @Test func theMappingLoads() throws {
    let files = ["history/formats.yaml": try Self.block("Mapping document")]
    let loaded = try with(files) {
      try CalibrationDocument.load("\($0)/history/formats.yaml", writing: "\($0)/history/out.yaml")
    }
    #expect(loaded.warnings.isEmpty, "\(loaded.warnings)")
    #expect(loaded.plans.map(\.factor) == ["eth-calm", "usdc-peg", "wsteth-discount"])
  }

  @Test(arguments: [
    ("desk/market.yaml", DocumentRole.market, "9 factors, 5 tokens"),
    ("desk/protocol.yaml", .protocol, "3 reserves, 1 e-mode"),
    ("desk/tokens/wsteth.yaml", .token, "wstETH, exchange-rate"),
  ])
  func documentsLoadByThemselves(path: String, role: DocumentRole, contents: String) throws {
    try with(try run()) { folder in
      #expect(try DocumentCheck.role(of: "\(folder)/\(path)") == role)
      let check = try DocumentCheck("\(folder)/\(path)", as: role)
      #expect(check.warnings.isEmpty && check.contents == contents, "\(check.warnings)")
    }
  }
}
