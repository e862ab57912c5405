import Diagnostics
import Documents
import Tables

/// Reads a portfolio table: each row is one leg of an account.
struct PortfolioTable {
  /// What the other documents of the run know; `nil` where a document could not be read.
  struct Known {
    /// By name; a protocol with mistakes still has its names.
    var protocols: [String: ProtocolDocument] = [:]
    var protocolNames: [String] = []
    /// Whether every protocol document could be read.
    var hasAllProtocols = true
    var tokens: Set<String>?
    /// Symbols of the market document, in its order.
    var marketTokens: [String]?
  }

  static let required = ["account", "book", "protocol", "side", "token", "amount"]
  static let optional = ["e_mode", "liquidation_threshold"]
  /// Largest amount in units of a token.
  static let amountRange = NumberRange(from: 0, to: 1e30)

  private let table: CSVTable
  let known: Known
  private let marketTokens: Set<String>?
  private let columns: Columns

  /// - Returns: `nil` if the file is no table with these columns.
  init?(_ bytes: [UInt8], file: String, known: Known, errors: inout [InputError]) {
    guard
      let table = CSVTable(
        contents: bytes, file: file, required: Self.required, optional: Self.optional,
        errors: &errors)
    else { return nil }
    self.table = table
    self.known = known
    marketTokens = known.marketTokens.map { Set($0) }
    columns = Columns(table)
  }

  /// Reads every row; repeated mistakes are counted.
  func portfolio(errors: inout [InputError]) -> Portfolio {
    let before = errors.count
    var counted = CountedErrors()
    var portfolio = Portfolio(file: table.file)
    var index: [String: Int] = [:]
    var accountSpellings = NameSpellings("account")
    var bookSpellings = NameSpellings("book")
    var books: Set<String> = []
    var splits = SplitAmounts()
    for row in table {
      if counted.stopsReading() { break }
      defer { counted.take(from: &errors, since: before) }
      guard let (account, leg) = read(row, errors: &errors) else { continue }
      if books.insert(account.book).inserted {
        portfolio.books.append((account.book, row.line))
        bookSpellings.add(
          account.book, row.cell(columns.book), errors: &errors, warnings: &portfolio.warnings)
      }
      let i: Int
      if let found = index[account.id] {
        i = found
        checkAgreement(portfolio.accounts[i], account, row, errors: &errors)
      } else {
        i = portfolio.accounts.count
        index[account.id] = i
        accountSpellings.add(
          account.id, row.cell(columns.account), errors: &errors, warnings: &portfolio.warnings)
        portfolio.accounts.append(account)
      }
      guard let leg else { continue }
      if portfolio.accounts[i].legs.contains(where: { $0.side == leg.side && $0.token == leg.token }
      ) {
        errors.append(
          InputError(
            "token is '\(leg.token)'; the account '\(account.id)' has it as \(leg.side.rawValue) already",
            at: row.cell(columns.token).location, hint: "add the amounts up in one row"))
      }
      portfolio.accounts[i].legs.append(leg)
      if let threshold = optionalCell(columns.threshold, row) {
        splits.add(row.cell(columns.amount).text, threshold, account: i)
      }
    }
    portfolio.warnings += splits.warnings(portfolio.accounts)
    portfolio.isComplete = counted.isEmpty
    errors += counted.errors
    return portfolio
  }

  private func optionalCell(_ column: Int?, _ row: CSVRow) -> CSVCell? {
    guard let column else { return nil }
    let cell = row.cell(column)
    return cell.isEmpty ? nil : cell
  }

  /// The e-mode of a row; empty and 0 mean none, as on chain.
  private func eModeCell(_ row: CSVRow) -> CSVCell? {
    optionalCell(columns.eMode, row).flatMap { $0.text == "0" ? nil : $0 }
  }

  /// The account of a row and its leg; the leg is `nil` if it has a mistake.
  private func read(
    _ row: CSVRow, errors: inout [InputError]
  ) -> (Portfolio.Account, Portfolio.Leg?)? {
    let before = errors.count
    let id = name(row.cell(columns.account), errors: &errors)
    let book = name(row.cell(columns.book), errors: &errors)
    let protocolCell = row.cell(columns.protocolName)
    let protocolName = protocolCell.text
    let terms = known.protocols[protocolName]
    if terms == nil && known.hasAllProtocols {
      errors.append(
        protocolCell.inputError(
          Refusal(
            "it must be a protocol of the run",
            remedy: didYouMean(protocolName, among: known.protocolNames)
              ?? "the protocols are \(listed(known.protocolNames, "and"))")))
    }
    let eModeText = eModeCell(row)?.text ?? ""
    let eMode = eMode(row, terms, errors: &errors)
    let isHeadRight = errors.count == before
    let leg = leg(row, terms, eMode: eMode, errors: &errors)
    guard let id, let book else { return nil }
    let account = Portfolio.Account(
      id: id, line: row.line, book: book, protocolName: protocolName, eModeText: eModeText,
      eMode: eMode, isHeadRight: isHeadRight)
    return (account, leg)
  }

  private func name(_ cell: CSVCell, errors: inout [InputError]) -> String? {
    let text = cell.text
    guard let refusal = NameRule.refusalOfName(text) else { return text }
    errors.append(cell.inputError(refusal))
    return nil
  }

  private func eMode(
    _ row: CSVRow, _ terms: ProtocolDocument?, errors: inout [InputError]
  ) -> Int? {
    guard let cell = eModeCell(row), let terms else { return nil }
    guard let known = terms.eModeKeys else { return nil }
    if let number = Int(cell.text), known.contains(number), String(number) == cell.text {
      return number
    }
    let keys = known.map { String($0) }
    errors.append(
      cell.inputError(
        Refusal(
          "it must be an e-mode of \(terms.name)",
          remedy: keys.isEmpty
            ? "the protocol has none; leave the cell empty"
            : "write \(listed(keys, "or")), or leave the cell empty for none")))
    return nil
  }

  private func leg(
    _ row: CSVRow, _ terms: ProtocolDocument?, eMode: Int?, errors: inout [InputError]
  ) -> Portfolio.Leg? {
    let before = errors.count
    let sideCell = row.cell(columns.side)
    let side = Portfolio.Side(rawValue: sideCell.text)
    if side == nil {
      errors.append(
        sideCell.inputError(
          Refusal(
            "it must be collateral or debt",
            remedy: didYouMean(sideCell.text, among: Portfolio.Side.allCases.map(\.rawValue))
              ?? "write collateral or debt")))
    }
    let tokenCell = row.cell(columns.token)
    let token = tokenCell.text
    if let refusal = refusal(ofToken: token, terms) {
      errors.append(tokenCell.inputError(refusal))
    } else if side == .debt, let eMode, let category = terms?.eModes[eMode],
      !category.borrowableTokens.contains(token)
    {
      errors.append(
        tokenCell.inputError(
          Refusal(
            "it cannot be borrowed in e-mode \(eMode)",
            remedy: "borrowable in it: \(listed(category.borrowableTokens.sorted(), "and"))")))
    }
    let amount = row.cell(columns.amount).number(in: Self.amountRange, errors: &errors)
    var threshold: Double?
    if let thresholdCell = optionalCell(columns.threshold, row) {
      if side == .debt {
        errors.append(
          thresholdCell.inputError(
            Refusal("a debt has none", remedy: "leave the cell empty in rows of debts")))
      }
      threshold = thresholdCell.number(errors: &errors)
      if let value = threshold, !NumberRange.fraction.contains(value) {
        errors.append(
          thresholdCell.inputError(
            Refusal(
              "it must be \(NumberRange.fraction.words)",
              remedy: SplitAmounts.remedy(row.cell(columns.amount).text, thresholdCell.text)
                ?? UsualRange.term.remedy(value) ?? "check the column and its unit")))
      }
    }
    guard errors.count == before, let side, let amount else { return nil }
    return Portfolio.Leg(side: side, token: token, amount: amount, threshold: threshold)
  }

  /// Why a token cannot be held or owed: no document, no reserve, no price.
  private func refusal(ofToken token: String, _ terms: ProtocolDocument?) -> Refusal? {
    if token.isEmpty { return Refusal("a token is missing", remedy: "write its symbol") }
    if let tokens = known.tokens, !tokens.contains(token) {
      return Refusal(
        "no document describes that token",
        remedy: didYouMean(token, among: tokens.sorted()) ?? "add a document of that token")
    }
    if let terms, let reserves = terms.reserveNames, !reserves.contains(token) {
      return Refusal(
        "\(terms.name) has no reserve of it",
        remedy: didYouMean(token, among: reserves)
          ?? "its reserves are \(listed(reserves, "and"))")
    }
    if let marketTokens, !marketTokens.contains(token) {
      return Refusal(
        "the market document has no entry for it",
        remedy: didYouMean(token, among: known.marketTokens ?? []) ?? "add it under tokens there")
    }
    return nil
  }

  /// Book, protocol and e-mode of one account are the same in all its rows.
  private func checkAgreement(
    _ first: Portfolio.Account, _ now: Portfolio.Account, _ row: CSVRow,
    errors: inout [InputError]
  ) {
    guard first.isHeadRight && now.isHeadRight else { return }
    check(columns.book, first.book, now.book)
    check(columns.protocolName, first.protocolName, now.protocolName)
    if let eMode = columns.eMode { check(eMode, first.eModeText, now.eModeText) }

    func check(_ column: Int, _ earlier: String, _ found: String) {
      guard earlier != found else { return }
      let cell = row.cell(column)
      errors.append(
        cell.inputError(
          Refusal(
            "the account '\(first.id)' has \(earlier.isEmpty ? "none" : shown(earlier)) in line \(first.line)",
            remedy:
              "all rows of an account agree on its \(cell.columnName); another account needs another id"
          )))
    }
  }
}
