import Diagnostics
import Documents
import Lending
import Tables

/// A protocol document: one market of a lending protocol with its reserves and e-modes.
struct ProtocolDocument {
  let name: String
  let nameLocation: SourceLocation
  /// The date of its terms, with its place; `nil` if it does not say.
  let asOf: (date: CalendarDate, location: SourceLocation)?
  /// `nil` if a part of the document is wrong; the names below are then still right.
  let terms: LendingProtocol?
  /// Tokens that have a reserve, in the order of the document; `nil` if the list cannot be read.
  let reserveNames: [String]?
  /// The e-modes that could be read, by their keys.
  let eModes: [Int: LendingProtocol.EMode]
  /// All keys of e-modes in the order of the document; `nil` if one of them is none.
  let eModeKeys: [Int]?

  static let keys = ["name", "adapter", "parameters", "asOf", "source", "reserves", "eModes"]

  /// - Parameter warnings: Receives terms under which a liquidation lowers the health factor.
  /// - Returns: `nil` if the document has no name.
  init?(
    _ document: YAMLDocument, errors: inout [InputError], warnings: inout [InputError]
  ) {
    let before = errors.count
    let reader = MappingReader(document)
    reader.checkKeys(Self.keys, errors: &errors)
    let nameField = reader.required(
      "name", "aave-v3, the word that portfolios use", errors: &errors)
    let name = nameField?.name("a name", errors: &errors)
    let asOf = reader["asOf"].flatMap { field in
      field.date(errors: &errors).map { ($0, field.location) }
    }
    _ = reader["source"]?.text(errors: &errors)
    let adapter = Self.adapter(reader, errors: &errors, warnings: &warnings)
    var reserves: [String: LendingProtocol.Reserve] = [:]
    var reserveNames: [String]?
    if let list = reader.required(
      "reserves", "and below it each token with its terms", errors: &errors)?
      .openMapping(hint: "write the token's symbol, a colon and its terms", errors: &errors)
    {
      reserveNames = list.entries.map(\.key)
      for (token, place, field) in list.fields {
        reserves[token] = ReserveTerms.reserve(
          field, keyLocation: place, errors: &errors, warnings: &warnings)
      }
      if list.entries.isEmpty {
        errors.append(
          InputError(
            "reserves is empty; it must have at least one token",
            at: reader.location(of: "reserves"),
            hint: "write the token's symbol, a colon and its terms"))
      }
    }
    let (eModes, eModeKeys) = Self.eModes(
      reader, reserves: reserveNames, errors: &errors, warnings: &warnings)
    Self.compare(eModes, reserves, reader, warnings: &warnings)
    guard let name, let nameField else { return nil }
    self.name = name
    nameLocation = nameField.location
    self.asOf = asOf
    self.reserveNames = reserveNames
    self.eModes = eModes
    self.eModeKeys = eModeKeys
    if let adapter, errors.count == before {
      terms = LendingProtocol(name: name, adapter: adapter, reserves: reserves, eModes: eModes)
    } else {
      terms = nil
    }
  }

  private static func adapter(
    _ reader: MappingReader, errors: inout [InputError], warnings: inout [InputError]
  ) -> (any ProtocolAdapter)? {
    let names = ProtocolCatalog.all.map { $0.name }
    let parameters = reader["parameters"]
    guard let field = reader.required("adapter", listed(names, "or"), errors: &errors),
      let word = field.text("the name of an adapter", errors: &errors)
    else { return nil }
    guard let type = ProtocolCatalog.adapter(named: word) else {
      errors.append(
        field.refused(
          "it must be \(listed(names, "or"))",
          hint: didYouMean(word, among: names) ?? "`lstrisk list protocols` shows what each does"))
      return nil
    }
    let values: MappingReader
    if let parameters {
      guard let mapping = parameters.openMapping(hint: "write {version: 3}, say", errors: &errors)
      else { return nil }
      values = mapping
    } else {
      values = MappingReader(path: "parameters", location: field.location, entries: [])
    }
    guard
      let table = ParameterReader.table(
        values, declared: type.parameters, owner: "parameters", keys: [], errors: &errors)
    else { return nil }
    warnings += table.unusual(type.parameters, owner: "parameters")
    do {
      return try type.init(table)
    } catch {
      errors.append(error)
      return nil
    }
  }

  /// A category raises the terms of its tokens: one that lowers a threshold is asked about.
  private static func compare(
    _ eModes: [Int: LendingProtocol.EMode], _ reserves: [String: LendingProtocol.Reserve],
    _ reader: MappingReader, warnings: inout [InputError]
  ) {
    for (key, mode) in eModes.sorted(by: { $0.key < $1.key }) {
      let above = mode.collateralTokens.sorted().first { token in
        (reserves[token]?.terms.liquidationThreshold ?? 0) > mode.liquidationThreshold
      }
      guard let above, let reserve = reserves[above],
        case .mapping(let modes) = reader["eModes"]?.node.content,
        let entry = modes.first(where: { $0.key == "\(key)" }),
        case .mapping(let terms) = entry.value.content,
        let threshold = terms.first(where: { $0.key == "liquidationThreshold" })
      else { continue }
      warnings.append(
        .warning(
          "eModes.\(key).liquidationThreshold is \(NumberWords.plain(mode.liquidationThreshold)), below that of the reserve \(above), \(NumberWords.plain(reserve.terms.liquidationThreshold))",
          at: threshold.value.location,
          hint: "an e-mode raises the terms of its tokens: check both", .likelySlip))
    }
  }

  private static func eModes(
    _ reader: MappingReader, reserves: [String]?, errors: inout [InputError],
    warnings: inout [InputError]
  ) -> ([Int: LendingProtocol.EMode], [Int]?) {
    var eModes: [Int: LendingProtocol.EMode] = [:]
    var keys: [Int] = []
    guard
      let list = reader["eModes"]?.openMapping(
        hint: "write the number of the category, a colon and its terms", errors: &errors)
    else { return ([:], reader["eModes"] == nil ? [] : nil) }
    for (key, place, field) in list.fields {
      guard let number = Int(key), String(number) == key, number > 0 else {
        errors.append(
          InputError(
            "eModes has the key \(shown(key)); it must be the number of a category, 1 or more",
            at: place,
            hint: key == "0"
              ? "0 means no e-mode, as on chain; remove it" : "write 1: {label: …}"))
        continue
      }
      keys.append(number)
      eModes[number] = ReserveTerms.eMode(
        field, keyLocation: place, reserves: reserves, errors: &errors, warnings: &warnings)
    }
    return (eModes, keys.count == list.entries.count ? keys : nil)
  }
}
