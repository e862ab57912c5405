import Diagnostics
import Documents
import Passes
import Studies

/// Reads the limits of a run document.
struct LimitReader {
  let levels: [Double]?
  let accountTails: [LossQuantity]?
  let accountDetail: AccountDetail?
  /// Books of the run; `nil` if they are not known.
  let books: [Book]?
  /// Index of the book of each account; `nil` if the portfolio could not be read.
  let bookOfAccount: [String: Int]?

  static let keys = [
    "measure", "quantity", "level", "book", "account", "total", "warn", "hard", "unit", "on",
  ]

  func read(
    _ field: YAMLField, errors: inout [InputError], warnings: inout [InputError]
  ) -> [Limit]? {
    let before = errors.count
    let form = "write - {measure: es, level: 0.99, total: true, hard: 1000000}"
    var limits: [Limit] = []
    for item in field.items("a list of limits", hint: form, errors: &errors) ?? [] {
      guard let reader = item.mapping(known: Self.keys, hint: form, errors: &errors) else {
        continue
      }
      if let limit = limit(reader, errors: &errors, warnings: &warnings) { limits.append(limit) }
    }
    return errors.count == before ? limits : nil
  }

  private func limit(
    _ reader: MappingReader, errors: inout [InputError], warnings: inout [InputError]
  ) -> Limit? {
    let before = errors.count
    let words = listed(Limit.Measure.allCases.map(\.rawValue), "or")
    let measure = reader.required("measure", words, errors: &errors)?
      .choice(Limit.Measure.self, errors: &errors)
    let subject = subject(reader, errors: &errors)
    var unit: Limit.Unit? = .numeraire
    if let field = reader["unit"] { unit = field.choice(Limit.Unit.self, errors: &errors) }
    var basis: Limit.Basis? = .estimate
    if let field = reader["on"] { basis = field.choice(Limit.Basis.self, errors: &errors) }
    let (warn, hard) = thresholds(reader, errors: &errors)
    guard let measure else { return nil }
    if unit == .numeraire { refusePercent(measure, reader, warn, hard, errors: &errors) }
    let level = level(measure, reader, errors: &errors, warnings: &warnings)
    let quantity = quantity(measure, subject, reader, errors: &errors)
    if unit == .percent {
      checkPercent(measure, quantity, reader, errors: &errors, warnings: &warnings)
    }
    guard errors.count == before, let subject, let unit, let basis, let quantity else { return nil }
    return Limit(
      measure: measure, quantity: quantity, level: level, subject: subject, warn: warn, hard: hard,
      unit: unit, basis: basis)
  }

  private func subject(_ reader: MappingReader, errors: inout [InputError]) -> Limit.Subject? {
    let given = ["book", "account", "total"].filter { reader[$0] != nil }
    guard given.count == 1 else {
      errors.append(
        InputError(
          given.isEmpty
            ? "\(reader.path) has no subject"
            : "\(reader.path) has the subjects \(listed(given, "and"))",
          at: reader.location, hint: "write exactly one of book: NAME, account: ID, total: true"))
      return nil
    }
    if let field = reader["book"] {
      guard let name = field.text("the name of a book", errors: &errors) else { return nil }
      if let names = books?.map(\.name), !names.contains(name) {
        errors.append(
          field.refused(
            "it must be a book of the run",
            hint: didYouMean(name, among: names) ?? "the books are \(listed(names, "and"))"))
      }
      return .book(name)
    }
    if let field = reader["account"] {
      guard let id = field.text("the id of an account", errors: &errors) else { return nil }
      if let bookOfAccount, bookOfAccount[id] == nil {
        if let same = NameIdentity.match(of: id, among: bookOfAccount.keys) {
          return .account(same)
        }
        errors.append(
          field.refused(
            "it must be an account of the portfolio",
            hint: nearestAccount(id, bookOfAccount) ?? "check the portfolio"))
      }
      return .account(id)
    }
    guard let field = reader["total"], let flag = field.flag(errors: &errors) else { return nil }
    if !flag {
      errors.append(field.refused("it must be true", hint: "remove it to choose another subject"))
    }
    return .total
  }

  /// Portfolios may have a million accounts, too many to compare a name with each.
  private func nearestAccount(_ id: String, _ accounts: [String: Int]) -> String? {
    accounts.count > 10_000 ? nil : didYouMean(id, among: accounts.keys.sorted())
  }

  /// A probability above 1 can never be reached: it was meant in per cent.
  private func refusePercent(
    _ measure: Limit.Measure, _ reader: MappingReader, _ warn: Double?, _ hard: Double?,
    errors: inout [InputError]
  ) {
    guard measure.isProbability else { return }
    for (key, value) in [("warn", warn), ("hard", hard)] {
      guard let value, value > 1, let field = reader[key] else { continue }
      errors.append(
        field.refused(
          "a probability must be at most 1",
          hint: "write \(brief(value / 100)), or add unit: percent"))
    }
  }

  /// Per cent: of a probability at most 100, and hardly a fraction.
  private func checkPercent(
    _ measure: Limit.Measure, _ quantity: LossQuantity?, _ reader: MappingReader,
    errors: inout [InputError], warnings: inout [InputError]
  ) {
    let isEquityTail =
      [.valueAtRisk, .expectedShortfall].contains(measure)
      && (quantity == .equityLoss || quantity == .deskLoss)
    let usual = isEquityTail ? UsualRange.percentOfEquity : .percent
    for field in ["warn", "hard"].compactMap({ reader[$0] }) {
      var unread: [InputError] = []
      guard let value = field.number(errors: &unread) else { continue }
      if measure.isProbability && value > 100 {
        errors.append(
          field.refused(
            "a probability must be at most 100 per cent",
            hint: "write \(brief(value / 100)), or leave unit: percent out"))
      } else if let warning = usual.warning(of: value, field.path, at: field.location) {
        warnings.append(warning)
      }
    }
  }

  private func thresholds(
    _ reader: MappingReader, errors: inout [InputError]
  ) -> (warn: Double?, hard: Double?) {
    let warn = reader["warn"]?.number(errors: &errors)
    let hard = reader["hard"]?.number(errors: &errors)
    if reader["warn"] == nil && reader["hard"] == nil {
      errors.append(
        InputError(
          "\(reader.path) has neither warn nor hard", at: reader.location,
          hint: "write the value above which the limit is breached"))
    }
    if let warn, let hard, let field = reader["warn"], warn > hard {
      errors.append(
        field.refused("it must be at most hard, \(brief(hard))", hint: "exchange the two"))
    }
    return (warn, hard)
  }

  private func level(
    _ measure: Limit.Measure, _ reader: MappingReader, errors: inout [InputError],
    warnings: inout [InputError]
  ) -> Double? {
    guard measure == .valueAtRisk || measure == .expectedShortfall else {
      if let extra = reader["level"] {
        errors.append(extra.refused("the measure \(measure.rawValue) has none", hint: "remove it"))
      }
      return nil
    }
    guard let field = reader.required("level", "0.99, one of levels", errors: &errors),
      let level = field.number(
        in: .openFraction, usual: .level, hint: "levels are fractions; write 0.99 for 99 %",
        errors: &errors, warnings: &warnings)
    else { return nil }
    if let levels, !levels.contains(level) {
      errors.append(
        field.refused(
          "it must be one of levels, \(listed(levels.map { brief($0) }, "or"))",
          hint: "add it to levels, or choose one of them"))
    }
    return level
  }

  private func quantity(
    _ measure: Limit.Measure, _ subject: Limit.Subject?, _ reader: MappingReader,
    errors: inout [InputError]
  ) -> LossQuantity? {
    if case .account = subject, accountDetail == .liquidations, measure != .liquidationProbability {
      errors.append(
        InputError(
          "\(reader.path) needs the losses of an account, which accountDetail: liquidations leaves out",
          at: reader.location,
          hint: "limit its liquidation_probability, or write accountDetail: losses"))
    }
    if measure.isProbability {
      if let extra = reader["quantity"] {
        errors.append(extra.refused("the measure \(measure.rawValue) has none", hint: "remove it"))
      }
      return measure == .badDebtProbability ? .badDebt : .liquidated
    }
    let quantity: LossQuantity
    if let field = reader["quantity"] {
      guard let found = field.choice(among: quantities(of: subject), errors: &errors) else {
        return nil
      }
      quantity = found
    } else {
      quantity = viewOfSubject(subject).quantity
    }
    if case .account = subject, measure != .mean, let accountTails,
      !accountTails.contains(quantity)
    {
      errors.append(
        InputError(
          "\(reader.path) needs the tail of \(quantity.rawValue) of an account, which accountTails leaves out",
          at: reader["quantity"]?.location ?? reader.location,
          hint: "add \(quantity.rawValue) to accountTails"))
    }
    return quantity
  }

  /// Losses that a subject has: the total of own and lent books has a desk loss beside the three of all.
  private func quantities(of subject: Limit.Subject?) -> [LossQuantity] {
    let hasDeskLoss = subject == .total && books.map { TotalBooks($0).view } == .desk
    return LossQuantity.allCases + (hasDeskLoss ? [.deskLoss] : [])
  }

  /// Whose loss the subject is looked at by.
  private func viewOfSubject(_ subject: Limit.Subject?) -> SubjectView {
    switch subject {
    case .book(let name):
      return SubjectView(books?.first { $0.name == name }?.view ?? .borrower)
    case .account(let id):
      guard let index = bookOfAccount?[id], let books, index < books.count else { return .borrower }
      return SubjectView(books[index].view)
    case .total: return books.map { TotalBooks($0).view } ?? .borrower
    case nil: return .borrower
    }
  }
}
