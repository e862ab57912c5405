import Diagnostics
import Foundation
import Input
import Testing

/// One document by itself: what kind it is, and its mistakes.
@Suite struct DocumentCheckTests {
  private func role(_ text: String) throws -> DocumentRole {
    let path = NSTemporaryDirectory() + "/check-\(UUID().uuidString).yaml"
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    defer { unlink(path) }
    return try DocumentCheck.role(of: path)
  }

  @Test(arguments: [
    ("asOf: 2024-12-31\nfactors: {}\ntokens: {}\n", DocumentRole.market),
    ("asOf: 2024-12-31\nmarket: m.yaml\nseries: {}\nfactors: {}\n", .mapping),
    ("name: aave\nadapter: aave-v3\nreserves: {}\n", .protocol),
    ("symbol: ETH\nkind: native\n", .token),
    ("name: x\nvaluationDate: 2024-12-31\nmarket: m.yaml\ntokens: t\n", .run),
    ("name: x\n", .run), ("strange: 1\n", .run), ("[1, 2]\n", .run), ("", .run),
    // Mistyped keys do not hide what the rest says.
    ("asOf: 2024-12-31\nfactor: {}\ntokens: {}\nrates: {}\ncorrelation: {}\n", .market),
  ])
  func keysTellTheKind(text: String, role expected: DocumentRole) throws {
    #expect(try role(text) == expected)
  }

  @Test func tablesAreNoDocuments() {
    let error = #expect(throws: InputErrors.self) { try DocumentCheck.role(of: "a/desk.CSV") }
    #expect(error?.errors.first?.message.hasPrefix("this is a table") == true)
  }

  private static let data =
    URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Data"

  /// Every document of Data by itself, and how much is in it, counted by hand.
  @Test(arguments: [
    ("market/ethereum-2024-12-31.yaml", DocumentRole.market, "24 factors, 11 tokens"),
    ("market/eth-loans.yaml", .market, "1 factor, 3 tokens"),
    ("protocols/aave-v3-ethereum-core.yaml", .protocol, "9 reserves, 1 e-mode"),
    ("tokens/wsteth.yaml", .token, "wstETH, exchange-rate"),
  ])
  func shippedDocumentsAreRight(name: String, role: DocumentRole, contents: String) throws {
    let path = Self.data + "/" + name
    #expect(try DocumentCheck.role(of: path) == role)
    let check = try DocumentCheck(path, as: role)
    #expect(check.contents == contents && check.warnings.isEmpty)
  }

  /// Far from token documents the tokens of a market are not checked, and that is said.
  @Test func marketWithoutTokensSaysSo() throws {
    let folder = NSTemporaryDirectory() + "/check-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer {
      unlink(folder + "/m.yaml")
      rmdir(folder)
    }
    let text = "asOf: 2024-12-31\nfactors: {}\ntokens: {X: {price: 1}}\n"
    try text.write(toFile: folder + "/m.yaml", atomically: false, encoding: .utf8)
    let check = try DocumentCheck(folder + "/m.yaml", as: .market)
    #expect(
      check.warnings.map(\.message) == [
        "its tokens are not checked: there are no token documents near it"
      ])
    #expect(check.contents == "0 factors, 1 token")
  }
}
