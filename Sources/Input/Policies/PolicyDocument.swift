import Calibration
import Diagnostics
import Documents
import Policies
import Studies
import Tables

/// The `policies` of a run document, before they meet the market.
struct PolicyDocument {
  struct Candidate {
    let name: String
    let policy: any HaircutPolicy
    let location: SourceLocation
  }

  /// Daily closes of one price factor of the market.
  struct History {
    let factor: String
    let file: String
    let column: String
    let dateColumn: String
    let timing: TimeColumn
    let field: YAMLField
  }

  let location: SourceLocation
  /// Whether every policy of the list could be read.
  private var isComplete = false
  var candidates: [Candidate] = []
  var benchmark = 0
  var level: Double?
  var reaction = BorrowerReaction.sameShare
  var histories: [History] = []
  /// The last day whose close is known when policies decide; the valuation date if it is not stated.
  var lastClose: (date: CalendarDate, field: YAMLField)?
  /// Reserves of exit markets by token, in the numeraire.
  var depths: [String: Double] = [:]
  /// Records of accounts, 0 ... 1.
  var scores: [String: Double] = [:]
  /// Days in the exit queue today, and in a stressed market.
  var exitWait = (now: 0.0, stressed: 0.0)
  var budget: SolverBudget?
  /// What is allowed and probably not meant.
  private(set) var warnings: [InputError] = []

  static let keys = [
    "candidates", "benchmark", "level", "borrowers", "history", "lastClose", "exitQueue",
    "liquidity", "records", "solve",
  ]
  static let form = "write - {name: today, policy: protocol}"

  /// - Returns: `nil` after an error.
  init?(_ field: YAMLField, attributionLevel: Double?, errors: inout [InputError]) {
    let before = errors.count
    location = field.location
    guard let reader = field.mapping(known: Self.keys, errors: &errors) else { return nil }
    level = attributionLevel
    if let field = reader["level"] {
      level = field.number(
        in: .openFraction, usual: .level, hint: "levels are fractions; write 0.99 for 99 %",
        errors: &errors, warnings: &warnings)
    }
    readCandidates(reader, errors: &errors)
    readBenchmark(reader, errors: &errors)
    readReaction(reader, errors: &errors)
    readHistory(reader, errors: &errors)
    readFacts(reader, errors: &errors)
    if let field = reader["solve"] { budget = readBudget(field, errors: &errors) }
    if errors.count > before { return nil }
  }

  private mutating func readCandidates(_ reader: MappingReader, errors: inout [InputError]) {
    guard
      let field = reader.required(
        "candidates", "and below it - {name: today, policy: protocol}", errors: &errors),
      let items = field.items("a list of policies", hint: Self.form, errors: &errors)
    else { return }
    if items.isEmpty {
      errors.append(
        InputError(
          "\(field.path) is an empty list; it must have at least one policy", at: field.location,
          hint: Self.form))
    }
    let before = errors.count
    defer { isComplete = errors.count == before && !items.isEmpty }
    for item in items {
      guard let found = Self.candidate(item, errors: &errors, warnings: &warnings) else { continue }
      if candidates.contains(where: { $0.name == found.name }) {
        errors.append(
          InputError(
            "\(item.path).name is '\(found.name)'; another policy has that name",
            at: found.location, hint: "give each policy its own name"))
      }
      candidates.append(found)
    }
  }

  private static func candidate(
    _ item: YAMLField, errors: inout [InputError], warnings: inout [InputError]
  ) -> Candidate? {
    let names = PolicyCatalog.all.map { $0.name }
    guard let reader = item.openMapping(hint: form, errors: &errors) else { return nil }
    let name = reader.required("name", "today", errors: &errors)?.name("a name", errors: &errors)
    guard
      let field = reader.required(
        "policy", "fixed, or another name that `lstrisk list policies` prints", errors: &errors),
      let word = field.text("the name of a policy", errors: &errors)
    else { return nil }
    guard let type = PolicyCatalog.policy(named: word) else {
      errors.append(
        field.refused(
          "there is no such policy",
          hint: didYouMean(word, among: names) ?? "`lstrisk list policies` names them"))
      return nil
    }
    guard
      let table = ParameterReader.table(
        reader, declared: type.parameters, owner: item.path, keys: ["name", "policy"],
        errors: &errors), let name
    else { return nil }
    warnings += table.unusual(type.parameters, owner: item.path)
    do {
      return Candidate(name: name, policy: try type.init(table), location: item.location)
    } catch {
      errors.append(error)
      return nil
    }
  }

  private mutating func readBenchmark(_ reader: MappingReader, errors: inout [InputError]) {
    guard let field = reader["benchmark"],
      let name = field.name("the name of a policy of the list", errors: &errors)
    else { return }
    // Names of policies that could not be read are not unknown.
    guard isComplete else { return }
    let names = candidates.map(\.name)
    if let k = names.firstIndex(of: name) {
      benchmark = k
    } else {
      errors.append(
        field.refused(
          "it must be the name of a policy of the list",
          hint: didYouMean(name, among: names) ?? "the names are \(listed(names, "and"))"))
    }
  }

  private enum ReactionWord: String, CaseIterable {
    case sameShare = "same-share"
    case fixedDebt = "fixed-debt"
  }

  private mutating func readReaction(_ reader: MappingReader, errors: inout [InputError]) {
    guard let field = reader["borrowers"] else { return }
    if case .mapping = field.node.content {
      guard let mapping = field.mapping(known: ["healthFactor"], errors: &errors),
        let target = mapping.required("healthFactor", "1.2", errors: &errors)?
          .number(
            in: NumberRange(from: 1, to: 1_000), usual: .healthFactor,
            hint: "below 1 an account is liquidated at once", errors: &errors,
            warnings: &warnings)
      else { return }
      reaction = .healthFactor(target)
    } else if let word = field.choice(ReactionWord.self, errors: &errors) {
      reaction = word == .sameShare ? .sameShare : .fixedDebt
    }
  }
}

extension PolicyDocument {
  private mutating func readHistory(_ reader: MappingReader, errors: inout [InputError]) {
    if let field = reader["lastClose"] {
      lastClose = field.date(errors: &errors).map { ($0, field) }
    }
    guard
      let list = reader["history"]?.openMapping(
        hint: "write the price factor, a colon and {file: closes.csv, column: close}",
        errors: &errors)
    else { return }
    for (factor, _, field) in list.fields {
      guard
        let entry = field.mapping(
          known: ["file", "column", "date"] + TimeColumn.keys, errors: &errors),
        let file = entry.required("file", "closes.csv", errors: &errors)?
          .text("the path of a file", errors: &errors),
        let column = entry.required("column", "close_usd", errors: &errors)?
          .text("the name of a column", errors: &errors)
      else { continue }
      let date =
        entry["date"].map { $0.text("the name of a column", errors: &errors) } ?? "date"
      guard let date else { continue }
      histories.append(
        History(
          factor: factor, file: file, column: column, dateColumn: date,
          timing: TimeColumn(entry, errors: &errors), field: field))
    }
  }

  private mutating func readFacts(_ reader: MappingReader, errors: inout [InputError]) {
    if let queue = reader["exitQueue"]?.mapping(known: ["wait", "stressedWait"], errors: &errors) {
      func days(_ key: String) -> Double {
        queue[key]?.number(
          in: .nonNegative, usual: .days(0, 120), hint: "days", errors: &errors, warnings: &warnings
        )
          ?? 0
      }
      exitWait = (days("wait"), days("stressedWait"))
      if let field = queue["stressedWait"], exitWait.stressed < exitWait.now {
        warnings.append(
          .warning(
            "\(field.path) is \(NumberWords.plain(exitWait.stressed)), below wait, \(NumberWords.plain(exitWait.now))",
            at: field.location, hint: "queues are longer in a stressed market: exchange the two",
            .likelySlip))
      }
    }
    depths = numbers(
      reader["liquidity"], in: .positive, usual: .liquidity,
      form: "write wstETH: 60000000, the reserve of its market",
      hint: "a reserve is an amount of the numeraire", errors: &errors)
    compareDepths(reader)
    scores = numbers(
      reader["records"], in: .fraction, usual: .share(0, 1),
      form: "write the account, a colon and its record, 0 to 1",
      hint: "a record is 0 where there is none and 1 at its best", errors: &errors)
  }

  /// A reserve next to which all others are 1,000 times as deep was probably written in another unit.
  private mutating func compareDepths(_ reader: MappingReader) {
    guard let field = reader["liquidity"], case .mapping(let entries) = field.node.content else {
      return
    }
    for entry in entries {
      guard let depth = depths[entry.key],
        let next = depths.filter({ $0.key != entry.key }).map(\.value).min(),
        depth * 1_000 < next
      else { continue }
      warnings.append(
        .warning(
          "\(field.path).\(entry.key) is \(NumberWords.plain(depth)), less than a thousandth of every other reserve",
          at: entry.value.location, hint: "reserves are amounts of the numeraire, not millions",
          .remark))
    }
  }

  private mutating func numbers(
    _ field: YAMLField?, in range: NumberRange, usual: UsualRange, form: String, hint: String,
    errors: inout [InputError]
  ) -> [String: Double] {
    guard let list = field?.openMapping(hint: form, errors: &errors) else { return [:] }
    var numbers: [String: Double] = [:]
    for (key, _, field) in list.fields {
      numbers[key] = field.number(
        in: range, usual: usual, hint: hint, errors: &errors, warnings: &warnings)
    }
    return numbers
  }

  private mutating func readBudget(
    _ field: YAMLField, errors: inout [InputError]
  ) -> SolverBudget? {
    let keys = ["measure", "limit", "buffer", "bonus"]
    guard
      let reader = field.mapping(
        known: keys, hint: "write {measure: bad_debt_probability, limit: 0.01}", errors: &errors)
    else { return nil }
    let measure = reader.required("measure", "bad_debt_probability", errors: &errors)?
      .choice(SolverBudget.Measure.self, errors: &errors)
    let limit = reader.required("limit", "0.01", errors: &errors)?
      .number(
        in: .openFraction, usual: .budget,
        hint: "a budget is a share: 0.01 for 1 %; of es a share of the debt, no amount",
        errors: &errors, warnings: &warnings)
    func optional(_ key: String, _ value: Double, _ usual: UsualRange) -> Double? {
      guard let field = reader[key] else { return value }
      return field.number(
        in: .fractionBelowOne, usual: usual, hint: "a fraction", errors: &errors,
        warnings: &warnings)
    }
    guard let measure, let limit, let buffer = optional("buffer", 0.03, .buffer),
      let bonus = optional("bonus", 0.05, .bonus)
    else { return nil }
    return SolverBudget(
      measure: measure, limit: limit, level: level ?? 0.99, buffer: buffer, bonus: bonus)
  }
}
