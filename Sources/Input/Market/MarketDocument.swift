import Diagnostics
import Documents
import Market
import MarketDocuments
import Paths
import Processes
import Tables

/// A market document: factors, tokens, rates and correlation at one date.
struct MarketDocument {
  /// The date of its numbers, with its place.
  let asOf: (date: CalendarDate, location: SourceLocation)?
  let factors: FactorList
  let tokens: MarketTokens
  let rates: ReserveRates
  /// Factors and correlations that rest on a judgement, not on an estimate.
  let priors: [String]
  /// The columns of the factors; `nil` if a factor or the correlation is wrong.
  let columns: MarketBuilder?
  /// What is allowed and probably not meant, what the calibration that wrote the document warned of,
  /// and a repair that was no rounding.
  let warnings: [InputError]

  static let keys = [
    "asOf", "source", CalibrationNotes.key, "dependence", "factors", "tokens", "rates",
    "correlation",
  ]

  private enum DependenceWord: String, CaseIterable {
    case gaussian
    case studentT = "student-t"
  }

  /// - Parameters:
  ///   - step: The run's step, for which processes compute their constants.
  ///   - tokens: The tokens that it may speak of.
  ///   - repairs: Whether its correlation matrix is repaired whatever it says, because other
  ///     numbers will join it.
  init(
    _ document: YAMLDocument, step: TimeStep, tokens list: TokenList, repairs: Bool = false,
    errors: inout [InputError]
  ) {
    let before = errors.count
    let reader = MappingReader(document)
    reader.checkKeys(Self.keys, errors: &errors)
    _ = reader["source"]?.text(errors: &errors)
    var warnings = CalibrationNotes.warnings(
      reader[CalibrationNotes.key], of: "the calibration", errors: &errors)
    asOf = reader.required("asOf", "2024-12-31", errors: &errors).flatMap { field in
      field.date(errors: &errors).map { ($0, field.location) }
    }
    let dependence =
      reader["dependence"].map {
        Self.dependence($0, errors: &errors, warnings: &warnings)
      } ?? .gaussian
    var factors = FactorList()
    let factorList = reader.required(
      "factors", "and below it each factor with its process", errors: &errors)?
      .openMapping(hint: "write a name, a colon and {process: …}", errors: &errors)
    if let factorList { factors = FactorList(factorList, step: step, errors: &errors) }
    let tokens = Self.tokens(
      reader, of: list, factors: factors, errors: &errors, warnings: &warnings)
    let rates = Self.rates(
      reader, of: tokens, factors: factors, errors: &errors, warnings: &warnings)
    self.factors = factors
    self.tokens = tokens
    self.rates = rates

    var correlation: CorrelationDefinition?
    var priors = factors.priors
    if let field = reader["correlation"] {
      let section = CorrelationReader.read(
        field, factors: factors, repairs: repairs, errors: &errors)
      correlation = section?.definition
      priors += section?.priors ?? []
    } else {
      correlation = CorrelationDefinition(pairs: [], repairs: false, location: reader.location)
    }
    self.priors = priors
    warnings += factors.warnings
    if factors.isComplete, factorList != nil, let correlation, let dependence {
      columns = MarketBuilder(
        factors: factors.definitions, correlation: correlation, dependence: dependence,
        errors: &errors)
    } else {
      columns = nil
    }
    if let repair = columns?.correlationRepair, repair.isLarge, let correlation {
      warnings.append(
        .warning(
          repair.description, at: correlation.location,
          hint: "repair is meant for rounding: correct the entries that contradict each other",
          .substitution))
    }
    // What is named is only known where everything could be read.
    let isRead = errors.count == before && list.isComplete
    self.warnings =
      warnings
      + factors.warnings(
        used: isRead ? tokens.factors.union(rates.factors) : nil,
        freePrices: tokens.freePriceFactors)
  }

  private static func tokens(
    _ reader: MappingReader, of list: TokenList, factors: FactorList,
    errors: inout [InputError], warnings: inout [InputError]
  ) -> MarketTokens {
    guard
      let tokens = reader.required(
        "tokens", "and below it each token with its price", errors: &errors)?
        .openMapping(hint: "write a symbol, a colon and {price: …}", errors: &errors)
    else { return MarketTokens() }
    return MarketTokens(
      tokens, tokens: list, factors: factors, errors: &errors, warnings: &warnings)
  }

  private static func rates(
    _ reader: MappingReader, of tokens: MarketTokens, factors: FactorList,
    errors: inout [InputError], warnings: inout [InputError]
  ) -> ReserveRates {
    guard
      let rates = reader["rates"]?.openMapping(
        hint: "write the protocol, a colon and its tokens", errors: &errors)
    else { return ReserveRates() }
    return ReserveRates(
      rates, tokens: tokens.symbols, factors: factors, errors: &errors, warnings: &warnings)
  }

  private static func dependence(
    _ field: YAMLField, errors: inout [InputError], warnings: inout [InputError]
  ) -> Dependence? {
    guard
      let reader = field.mapping(
        known: ["kind", "degreesOfFreedom"], hint: "write {kind: gaussian}", errors: &errors),
      let kind = reader.required("kind", "gaussian or student-t", errors: &errors)?
        .choice(DependenceWord.self, errors: &errors)
    else { return nil }
    let range = NumberRange(from: 2, to: 1_000, includesLower: false)
    switch kind {
    case .gaussian:
      guard let extra = reader["degreesOfFreedom"] else { return .gaussian }
      errors.append(
        extra.refused("a gaussian dependence has none", hint: "remove it, or write kind: student-t")
      )
      return nil
    case .studentT:
      return reader.required("degreesOfFreedom", "4", errors: &errors)?
        .number(
          in: range, usual: .copulaDegrees, hint: "3 to 6 are usual for daily returns",
          errors: &errors, warnings: &warnings
        )
        .map { .studentT($0) }
    }
  }
}
