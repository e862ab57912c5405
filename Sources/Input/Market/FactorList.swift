import Diagnostics
import Documents
import Market
import MarketDocuments
import Paths
import Processes

/// The factors of a market document.
struct FactorList {
  /// Factors whose process could be made, in the order of the document.
  private(set) var definitions: [FactorDefinition] = []
  /// All names, with those of factors that have mistakes.
  private(set) var names: [String] = []
  private var types: [String: any StochasticProcess.Type] = [:]
  /// Inputs as the document wires them: the other factor's name, and its place.
  private var wires: [(input: ProcessInput, field: YAMLField)] = []
  /// Factors that rest on a judgement, not on an estimate.
  private(set) var priors: [String] = []
  /// What their calibration warned of.
  private(set) var warnings: [InputError] = []
  /// Parameters by factor, with what their processes declare.
  private var tables: [(factor: String, declared: [Parameter], table: ParameterTable)] = []
  /// Errors of the factors whose parameters were estimated, in the order of the document.
  private(set) var estimates: [FactorEstimates] = []

  /// Whether every factor could be made.
  var isComplete: Bool { definitions.count == names.count }

  /// Whether the document has a list of factors that could be read.
  private let isReadable: Bool

  /// No list: nothing is known of any name.
  init() { isReadable = false }

  /// - Parameter step: The run's step, for which processes compute their constants.
  init(_ list: MappingReader, step: TimeStep, errors: inout [InputError]) {
    isReadable = true
    for (name, place, field) in list.fields {
      names.append(name)
      if let refusal = Self.refusal(ofName: name) {
        errors.append(
          InputError(
            "factors has the name \(shown(name)); \(refusal)", at: place,
            hint: "use letters, digits, _, - and points, for example wsteth-discount"))
      }
      guard
        let reader = field.openMapping(
          hint: "write {process: …} and its parameters", errors: &errors)
      else { continue }
      if let definition = read(name, reader.at(place), step: step, errors: &errors) {
        definitions.append(definition)
      }
    }
    if !isComplete { checkWires(errors: &errors) }
  }

  private static func refusal(ofName name: String) -> String? {
    let isAllowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
    if !isAllowed { return "it must be made of letters, digits, _, - and points" }
    if name.utf8.count > NameRule.nameLimit { return "it must have at most 64 characters" }
    return YAMLNumber.isNumberLike(name) ? "it must not start like a number" : nil
  }

  private mutating func read(
    _ name: String, _ reader: MappingReader, step: TimeStep, errors: inout [InputError]
  ) -> FactorDefinition? {
    let before = errors.count
    _ = reader["source"]?.text(errors: &errors)
    if reader["prior"]?.flag(errors: &errors) == true { priors.append(name) }
    warnings += CalibrationNotes.warnings(
      reader[CalibrationNotes.key], of: "the calibration of \(name)", errors: &errors)
    guard
      let processField = reader.required("process", "garch-t, say", errors: &errors),
      let word = processField.text("the name of a process", errors: &errors)
    else { return nil }
    guard let type = ProcessCatalog.process(named: word) else {
      let known = ProcessCatalog.all.map { $0.name }
      errors.append(
        processField.refused(
          "it must be the name of a process",
          hint: didYouMean(word, among: known) ?? "`lstrisk list processes` shows them all"))
      return nil
    }
    types[name] = type
    var wiring: [String: String] = [:]
    var wiringLocations: [String: SourceLocation] = [:]
    for input in type.inputs {
      guard let field = reader[input.name] else { continue }
      guard let other = field.text("the name of another factor", errors: &errors) else { continue }
      wiring[input.name] = other
      wiringLocations[input.name] = field.location
      wires.append((input, field))
    }
    let table = ParameterReader.table(
      reader, declared: type.parameters, owner: reader.path,
      keys: FactorWords.ofEveryFactor + type.inputs.map(\.name), errors: &errors)
    guard let table, errors.count == before else { return nil }
    tables.append((name, type.parameters, table))
    if let field = reader[FactorWords.estimates],
      let read = FactorEstimates(
        field, factor: name, type: type, table: table, step: step, errors: &errors)
    {
      estimates.append(read)
    }
    guard errors.count == before else { return nil }
    do {
      return FactorDefinition(
        name: name, process: try type.init(table, step: step), wiring: wiring,
        location: reader.location, wiringLocations: wiringLocations)
    } catch {
      errors.append(error)
      return nil
    }
  }

  /// Unusual parameters, and factors that move nothing.
  ///
  /// - Parameters:
  ///   - used: Factors that tokens and rates name; `nil` if it is not known.
  ///   - freePrices: Those that move prices which are tied to no other.
  func warnings(used: Set<String>?, freePrices: Set<String>) -> [InputError] {
    let free = closure(of: freePrices)
    var warnings = tables.flatMap { factor, declared, table in
      table.unusual(declared, owner: "factors.\(factor)", ofFreePrice: free.contains(factor))
    }
    warnings += definitions.flatMap(peggedReturns)
    guard isComplete, let used else { return warnings }
    let needed = closure(of: used)
    warnings += definitions.filter { !needed.contains($0.name) }.map { factor in
      .warning(
        "factors.\(factor.name) moves nothing: no token, rate or other factor names it",
        at: factor.location, hint: "name it under tokens or rates, or remove it", .likelySlip)
    }
    return warnings
  }

  /// Whether a factor's price returns to par, by itself or as that of the factor whose price it takes over.
  func isPegged(_ factor: String) -> Bool {
    var seen: Set<String> = []
    var name = factor
    while seen.insert(name).inserted, let type = types[name] {
      if type.isPegged { return true }
      guard type.outputs.contains(where: { $0.quantity == .logPrice }),
        let definition = definitions.first(where: { $0.name == name }),
        let price = type.inputs.first(where: { $0.quantity == .logReturn }),
        let other = definition.wiring[price.name]
      else { return false }
      name = other
    }
    return false
  }

  /// A discount that reads the returns of a price with a par: an LST's falls with the price of ETH. A market
  /// ratio itself (`ratio-discount` needs one) may have a par.
  private func peggedReturns(_ factor: FactorDefinition) -> [InputError] {
    let process = type(of: factor.process)
    guard process.outputs.contains(where: { $0.quantity == .logDiscount }) else { return [] }
    return process.inputs.filter { $0.quantity == .logReturn && $0.isOptional }.compactMap {
      input in
      guard let other = factor.wiring[input.name], isPegged(other) else { return nil }
      return .warning(
        "factors.\(factor.name).\(input.name) is \(shown(other)), a price that returns to par",
        at: factor.wiringLocations[input.name] ?? factor.location,
        hint: "name the factor of the price that the token is redeemed into", .likelySlip)
    }
  }

  /// Factors with all that they read, directly or through others.
  private func closure(of names: Set<String>) -> Set<String> {
    var found = names
    var open = Array(names)
    while let name = open.popLast() {
      guard let factor = definitions.first(where: { $0.name == name }) else { continue }
      for other in factor.wiring.values where found.insert(other).inserted { open.append(other) }
    }
    return found
  }

  /// Where the largest part of a factor's log discount at time 0 is written; its own place if it is no parameter.
  func discountLocation(factor: String) -> SourceLocation? {
    guard let (_, declared, table) = tables.first(where: { $0.factor == factor }) else {
      return nil
    }
    let parts = declared.filter { $0.startsDiscount && table[$0.name] != 0 }
    let largest = parts.max { table[$0.name].magnitude < table[$1.name].magnitude }
    return largest.map { table.location(of: $0.name) } ?? table.location
  }

  /// Checks inputs by name alone, where factors with mistakes keep the wiring from being built.
  private func checkWires(errors: inout [InputError]) {
    for (input, field) in wires { _ = check(field, has: input.quantity, errors: &errors) }
  }

  /// The factor that a value names, which must write a quantity.
  func check(
    _ field: YAMLField, has quantity: Quantity, errors: inout [InputError]
  ) -> String? {
    guard let name = field.text("the name of a factor", errors: &errors) else { return nil }
    guard isReadable else { return nil }
    guard names.contains(name) else {
      errors.append(
        field.refused(
          "it must be the name of a factor",
          hint: didYouMean(name, among: names) ?? "declare it under factors"))
      return nil
    }
    guard let type = types[name] else { return nil }
    if type.outputs.contains(where: { $0.quantity == quantity }) { return name }
    let able = ProcessCatalog.all.filter { $0.outputs.contains { $0.quantity == quantity } }
    errors.append(
      field.refused(
        "its process, \(type.name), has no \(quantity.rawValue)",
        hint: "processes that have one: \(listed(able.map { $0.name }, "and"))"))
    return nil
  }
}
