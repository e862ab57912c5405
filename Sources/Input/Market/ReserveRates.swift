import Diagnostics
import Documents
import Paths
import Processes

/// The interest of reserves: constants, or factors with indices.
struct ReserveRates {
  enum Rate {
    case constant(Double)
    /// The name of a factor.
    case factor(String)
  }
  struct Sides {
    var borrow = Rate.constant(0)
    var supply = Rate.constant(0)
  }

  private var sides: [String: [String: Sides]] = [:]
  /// Protocols that the document has rates for.
  private(set) var protocols: [(name: String, location: SourceLocation)] = []

  /// Factors that rates name.
  var factors: Set<String> {
    Set(
      sides.values.flatMap(\.values).flatMap { [$0.borrow, $0.supply] }.compactMap { rate in
        if case .factor(let name) = rate { name } else { nil }
      })
  }

  init() {}

  init(
    _ list: MappingReader, tokens: [String], factors: FactorList, errors: inout [InputError],
    warnings: inout [InputError]
  ) {
    let misplaced = list.fields.filter { tokens.contains($0.key) && Self.isReserve($0.field) }
    if let first = misplaced.first {
      let names = misplaced.map(\.key)
      errors.append(
        InputError(
          "rates has the \(names.count > 1 ? "tokens" : "token") \(listed(names, "and")) where protocols belong",
          at: first.keyLocation,
          hint: "write the protocol's name and a colon above, and indent the tokens below it"))
    }
    for (name, place, field) in list.fields where !misplaced.contains(where: { $0.key == name }) {
      protocols.append((name, place))
      guard
        let reader = field.openMapping(
          hint: "write the token, a colon and {borrow: …}", errors: &errors)
      else { continue }
      for (token, tokenPlace, tokenField) in reader.fields {
        if !tokens.contains(token) {
          errors.append(
            InputError(
              "\(field.path) has the token \(shown(token)), which is not under tokens",
              at: tokenPlace,
              hint: didYouMean(token, among: tokens) ?? "the tokens are \(listed(tokens, "and"))"))
        }
        sides[name, default: [:]][token] = Self.sides(
          tokenField, factors, errors: &errors, warnings: &warnings)
      }
    }
  }

  /// Whether a value is the rates of one token, not the tokens of a protocol.
  private static func isReserve(_ field: YAMLField) -> Bool {
    guard case .mapping(let entries) = field.node.content else { return false }
    return entries.allSatisfy { ["borrow", "supply"].contains($0.key) } && !entries.isEmpty
  }

  private static func sides(
    _ field: YAMLField, _ factors: FactorList, errors: inout [InputError],
    warnings: inout [InputError]
  ) -> Sides {
    var sides = Sides()
    guard
      let reader = field.mapping(
        known: ["borrow", "supply"], hint: "write {borrow: 0.05, supply: 0.03}", errors: &errors)
    else { return sides }
    if let field = reader["borrow"] {
      sides.borrow = rate(
        field, .logBorrowIndex, .borrowRate, factors, errors: &errors, warnings: &warnings)
    }
    if let field = reader["supply"] {
      sides.supply = rate(
        field, .logSupplyIndex, .supplyRate, factors, errors: &errors, warnings: &warnings)
    }
    if let supply = reader["supply"], case .constant(let earned) = sides.supply,
      case .constant(let paid) = sides.borrow, paid > 0, earned > paid
    {
      warnings.append(
        .warning(
          "\(supply.path) is \(NumberWords.plain(earned)), above \(reader.path).borrow, \(NumberWords.plain(paid))",
          at: supply.location,
          hint: "suppliers get a part of what borrowers pay: exchange the two", .likelySlip))
    }
    return sides
  }

  private static func rate(
    _ field: YAMLField, _ quantity: Quantity, _ usual: UsualRange, _ factors: FactorList,
    errors: inout [InputError], warnings: inout [InputError]
  ) -> Rate {
    if case .scalar(let scalar) = field.node.content, scalar.isPlain,
      factors.names.contains(scalar.text) || !YAMLNumber.isNumberLike(scalar.text)
    {
      return factors.check(field, has: quantity, errors: &errors).map { .factor($0) }
        ?? .constant(0)
    }
    let value = field.number(
      in: NumberRange(from: -1, to: 5), usual: usual,
      hint: "continuously compounded per year; 0.05 is 5 %", errors: &errors, warnings: &warnings)
    return .constant(value ?? 0)
  }

  /// The rates of a reserve; 0 where the document has none.
  func sides(protocol name: String, token: String) -> Sides { sides[name]?[token] ?? Sides() }

  /// How the units of a reserve grow.
  func accrual(_ rate: Rate, _ quantity: Quantity, columns: MarketBuilder) -> Accrual {
    switch rate {
    case .constant(let value): .constant(value)
    case .factor(let name):
      columns.column(of: quantity, factor: name).map { .column($0) } ?? .constant(0)
    }
  }
}
