import Diagnostics

/// The accounts of a portfolio table, before they meet the market.
struct Portfolio {
  enum Side: String, CaseIterable { case collateral, debt }

  struct Leg {
    let side: Side
    let token: String
    /// Units of the token, not negative.
    let amount: Double
    /// Liquidation threshold in place of the protocol's.
    let threshold: Double?
  }

  struct Account {
    let id: String
    /// Line of its first row.
    let line: Int
    let book: String
    let protocolName: String
    /// Text of its e-mode, empty for none.
    let eModeText: String
    let eMode: Int?
    /// Whether book, protocol and e-mode of the row are right in themselves.
    let isHeadRight: Bool
    var legs: [Leg] = []
  }

  /// In order of appearance.
  var accounts: [Account] = []
  /// Names of books in order of appearance, with the line of the first row.
  var books: [(name: String, line: Int)] = []
  let file: String
  /// Whether every row could be read.
  var isComplete = true
  /// What is allowed and probably not meant.
  var warnings: [InputError] = []

  init(file: String) { self.file = file }

  func location(line: Int) -> SourceLocation { SourceLocation(file: file, line: line, column: 1) }
}
