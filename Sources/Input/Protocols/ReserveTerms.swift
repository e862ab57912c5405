import Diagnostics
import Documents
import Lending

/// Reads the terms of reserves and e-modes.
enum ReserveTerms {
  private static let percentHint = "terms are fractions; write 0.80 for 80 %"
  private static let valueKeys = ["maxLoanToValue", "liquidationThreshold", "liquidationBonus"]
  /// What hints about missing keys write.
  private static let examples = [
    "maxLoanToValue": "0.75", "liquidationThreshold": "0.8", "liquidationBonus": "0.05",
  ]
  /// Thresholds that no market has: assets are lent against at 30 % and more, or listed for e-modes alone
  /// at 0.1 %.
  private static let lowThresholds = 0.02..<0.2

  static func reserve(
    _ field: YAMLField, keyLocation: SourceLocation, errors: inout [InputError],
    warnings: inout [InputError]
  ) -> LendingProtocol.Reserve? {
    let keys = valueKeys + ["liquidationProtocolFee", "oracle"]
    guard let reader = field.mapping(known: keys, errors: &errors) else { return nil }
    let at = reader.at(keyLocation)
    let values = values(at, errors: &errors, warnings: &warnings)
    var fee: Double? = 0
    if let field = at["liquidationProtocolFee"] {
      fee = field.number(
        in: .fraction, usual: .protocolFee, hint: percentHint, errors: &errors, warnings: &warnings)
    }
    var oracle: OracleKind? = .exchangeRate
    if let field = at["oracle"] {
      oracle = Self.oracle(field, errors: &errors, warnings: &warnings)
    }
    guard let values, let fee, let oracle else { return nil }
    return LendingProtocol.Reserve(
      terms: CollateralTerms(
        maxLoanToValue: values.loanToValue, liquidationThreshold: values.threshold,
        liquidationBonus: values.bonus, liquidationProtocolFee: fee),
      oracle: oracle)
  }

  static func eMode(
    _ field: YAMLField, keyLocation: SourceLocation, reserves: [String]?,
    errors: inout [InputError], warnings: inout [InputError]
  ) -> LendingProtocol.EMode? {
    let keys = ["label"] + valueKeys + ["collateral", "borrowable"]
    guard let reader = field.mapping(known: keys, errors: &errors) else { return nil }
    let at = reader.at(keyLocation)
    var label: String? = field.path
    if let field = at["label"] { label = field.text(errors: &errors) }
    let values = values(at, errors: &errors, warnings: &warnings)
    let collateral = tokens("collateral", at, reserves: reserves, errors: &errors)
    let borrowable = tokens("borrowable", at, reserves: reserves, errors: &errors)
    guard let label, let values, let collateral, let borrowable else { return nil }
    return LendingProtocol.EMode(
      label: label, maxLoanToValue: values.loanToValue, liquidationThreshold: values.threshold,
      liquidationBonus: values.bonus, collateralTokens: collateral, borrowableTokens: borrowable)
  }

  /// LTV, threshold and bonus with the rules between them.
  private static func values(
    _ reader: MappingReader, errors: inout [InputError], warnings: inout [InputError]
  ) -> (loanToValue: Double, threshold: Double, bonus: Double)? {
    func number(_ key: String, _ range: NumberRange, _ usual: UsualRange) -> Double? {
      reader.required(key, examples[key] ?? "0.05", errors: &errors)?
        .number(
          in: range, usual: usual, hint: percentHint, errors: &errors, warnings: &warnings)
    }
    let loanToValue = number("maxLoanToValue", .fraction, .term)
    let threshold = number("liquidationThreshold", .fraction, .term)
    let bonus = number("liquidationBonus", .fractionBelowOne, .bonus)
    guard let loanToValue, let threshold, let bonus else { return nil }
    if let field = reader["liquidationThreshold"], lowThresholds.contains(threshold) {
      warnings.append(
        .warning(
          "\(field.path) is \(NumberWords.plain(threshold)), which is \(NumberWords.percent(threshold)); thresholds are \(NumberWords.percent(lowThresholds.upperBound)) and more, or next to nothing",
          at: field.location, hint: "check the decimal point", .likelySlip))
    }
    if threshold < loanToValue {
      errors.append(
        InputError(
          "\(reader.path).liquidationThreshold is \(threshold); it must be at least maxLoanToValue, \(loanToValue)",
          at: reader["liquidationThreshold"]?.location ?? reader.location,
          hint: "a new loan could be liquidated at once; exchange the two values"))
      return nil
    }
    // 0.8 x 1.25 is a little above 1 in doubles.
    let seized = threshold * (1 + bonus)
    if seized > 1 + 1e-9 {
      warnings.append(
        .warning(
          "\(reader.path): liquidationThreshold x (1 + liquidationBonus) is \(brief((seized * 1e6).rounded() / 1e6)), above 1",
          at: reader["liquidationThreshold"]?.location ?? reader.location,
          hint: "each liquidation then lowers the health factor", .remark))
    }
    return (loanToValue, threshold, bonus)
  }

  private static func tokens(
    _ key: String, _ reader: MappingReader, reserves: [String]?, errors: inout [InputError]
  ) -> Set<String>? {
    guard
      let items = reader.required(key, "[WETH, wstETH]", errors: &errors)?
        .items("a list of reserves", hint: "write [WETH, wstETH]", errors: &errors)
    else { return nil }
    var names: Set<String> = []
    for item in items {
      guard let name = item.text("the symbol of a reserve", errors: &errors) else { continue }
      if let reserves, !reserves.contains(name) {
        errors.append(
          item.refused(
            "it must be a token of reserves",
            hint: didYouMean(name, among: reserves) ?? "the reserves are \(listed(reserves, "and"))"
          ))
      }
      if !names.insert(name).inserted {
        errors.append(item.refused("it stands in the list already", hint: "remove it"))
      }
    }
    return names
  }

  /// The oracle of a reserve, with the numbers that its entry of the catalogue asks for and no others.
  private static func oracle(
    _ field: YAMLField, errors: inout [InputError], warnings: inout [InputError]
  ) -> OracleKind? {
    let entries = OracleCatalog.all
    let keys = entries.flatMap { entry in entry.parameters.map { (entry, $0.declaration.name) } }
    guard
      let reader = field.mapping(
        known: ["kind"] + keys.map(\.1), hint: "write {kind: exchange-rate}", errors: &errors),
      let kindField = reader.required("kind", "exchange-rate", errors: &errors),
      let word = kindField.word(among: entries.map(\.name), errors: &errors),
      let entry = entries.first(where: { $0.name == word })
    else { return nil }
    let own = entry.parameters.map(\.declaration.name)
    for (owner, key) in keys where !own.contains(key) {
      guard let extra = reader[key] else { continue }
      errors.append(
        extra.refused(
          "an oracle of kind \(word) has none", hint: "remove it, or write kind: \(owner.name)"))
    }
    var values: [Double] = []
    for (number, example) in entry.parameters {
      let value = reader.required(number.name, example, errors: &errors)?
        .number(
          in: number.range, usual: number.usual, hint: number.unit, errors: &errors,
          warnings: &warnings)
      if let value { values.append(value) }
    }
    return values.count == entry.parameters.count ? entry.make(values) : nil
  }
}
