import Diagnostics
import Foundation
import Input
import Testing

@Suite struct CopiesTests {
  private func copies() throws -> [String: [UInt8]] {
    let files = ExampleRun.files.mapValues { Array($0.utf8) }
    return try TemporaryFolder.with(files) { folder in
      let run = try RunDocument.load("\(folder)/run.yaml")
      #expect(
        run.inputs.map(\.role) == [.run] + Array(repeating: .token, count: 5) + [
          .protocol, .market, .portfolio,
        ])
      #expect(run.inputs[0].bytes == files["run.yaml"])
      return Dictionary(uniqueKeysWithValues: run.copies.map { ($0.name, $0.bytes) })
    }
  }

  /// The originals are gone when the copies are read.
  @Test func loadAgain() throws {
    let copies = try copies()
    #expect(
      copies.keys.sorted() == [
        "input-index.csv", "input-market.yaml", "input-portfolio.csv", "input-protocol-aave.yaml",
        "input-run.yaml",
        "input-token-eth.yaml", "input-token-steth.yaml", "input-token-usdc.yaml",
        "input-token-weth.yaml",
        "input-token-wsteth.yaml",
      ])
    try TemporaryFolder.with(copies) { folder in
      let run = try RunDocument.load(copies: folder)
      #expect(run.plan.portfolio.accounts.map(\.id) == ["a01", "a02"])
      #expect(run.inputs.count == 9)
      #expect(Dictionary(uniqueKeysWithValues: run.copies.map { ($0.name, $0.bytes) }) == copies)
    }
  }

  @Test func changedCopy() throws {
    var copies = try copies()
    copies["input-market.yaml"] = Array(ExampleRun.market.replacing("3000", with: "4000").utf8)
    try TemporaryFolder.with(copies) { folder in
      let error = #expect(throws: InputErrors.self) { try RunDocument.load(copies: folder) }
      #expect(error?.description.contains("has been changed: its SHA-256 is") ?? false)
    }
  }

  @Test func missingCopyAndIndex() throws {
    var copies = try copies()
    copies["input-portfolio.csv"] = nil
    try TemporaryFolder.with(copies) { folder in
      #expect(throws: InputErrors.self) { try RunDocument.load(copies: folder) }
    }
    copies["input-index.csv"] = nil
    try TemporaryFolder.with(copies) { folder in
      let error = #expect(throws: InputErrors.self) { try RunDocument.load(copies: folder) }
      #expect(error?.description.contains("input-index.csv: error: there is no such file") ?? false)
    }
  }

  @Test(arguments: [
    "role,path,file,sha256\nmarket,a,market.yaml,0\n",
    "role,path,file,sha256\nrule,a,run.yaml,0\n",
    "role,path,file,sha256\nrun,a,../run.yaml,0\n",
    "role,path,file,sha256\nrun,a,run.yaml,0\nrun,a,other.yaml,1\n",
    "role,path\nrun,a\n",
  ])
  func wrongIndex(_ index: String) throws {
    try TemporaryFolder.with(["input-index.csv": Array(index.utf8)]) { folder in
      #expect(throws: InputErrors.self) { try RunDocument.load(copies: folder) }
    }
  }
}
