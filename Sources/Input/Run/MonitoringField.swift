import Diagnostics
import Documents
import Market
import Passes
import Paths
import Processes

/// What a run document says of the moments at which accounts are checked.
///
///     monitoring: steps | bridge | intraday
///     monitoring: {intraday: {factor: ETH, checks: 24}}
struct MonitoringField {
  let monitoring: Monitoring
  /// Token whose price is looked at inside the steps, and where it stands.
  let token: String
  let checks: Int
  let location: SourceLocation?

  private static let keys = ["factor", "checks"]
  static let usualToken = "ETH"

  /// A word alone, with what it stands for.
  init(
    _ monitoring: Monitoring, token: String = MonitoringField.usualToken,
    checks: Int = IntradayPlan.usualChecks, at location: SourceLocation? = nil
  ) {
    self.monitoring = monitoring
    self.token = token
    self.checks = checks
    self.location = location
  }

  /// - Returns: `nil` after noting what is wrong.
  init?(_ field: YAMLField, errors: inout [InputError]) {
    guard case .mapping = field.node.content else {
      guard let word = field.choice(Monitoring.self, errors: &errors) else { return nil }
      self.init(word, at: field.location)
      return
    }
    let before = errors.count
    guard let reader = field.mapping(known: [Monitoring.intraday.rawValue], errors: &errors),
      let inside = reader.required(
        Monitoring.intraday.rawValue, "{factor: ETH, checks: 24}", errors: &errors)?
        .mapping(known: Self.keys, errors: &errors)
    else { return nil }
    let token = inside["factor"]?.text(errors: &errors) ?? Self.usualToken
    let checks =
      inside["checks"]?.integer(
        in: IntradayPlan.checkRange, hint: "24 looks at a day every hour", errors: &errors)
      ?? IntradayPlan.usualChecks
    if errors.count > before { return nil }
    self.init(
      .intraday, token: token, checks: checks,
      at: inside["factor"]?.location ?? field.location)
  }

  /// The plan of the looks inside the steps; `nil` where only their ends are looked at, or after noting what is wrong.
  func intraday(
    _ tokens: MarketTokens, columns: MarketBuilder, market: MarketPlan,
    errors: inout [InputError]
  ) -> IntradayPlan? {
    guard monitoring == .intraday, let location else { return nil }
    func refuse(_ message: String, _ hint: String) -> IntradayPlan? {
      errors.append(
        InputError("monitoring: intraday looks at \(token), \(message)", at: location, hint: hint))
      return nil
    }
    guard let quote = tokens.quote(token, columns: columns) else {
      return refuse(
        "which has no price in the market document", "write the symbol of a token with a price")
    }
    guard let column = quote.priceColumn,
      let factor = market.factors.firstIndex(where: { $0.outputs.contains(column) })
    else {
      return refuse(
        "whose price is constant", "write the token whose price moves, or monitoring: steps")
    }
    if IntradayPlan.refuses(factor: factor, of: market) {
      let plan = market.factors[factor]
      return refuse(
        "whose price, \(plan.name), follows \(type(of: plan.process).name): what happens inside its steps is not known",
        "let it follow one of \(Self.refinable.joined(separator: ", ")), or write monitoring: steps"
      )
    }
    return IntradayPlan(factor: factor, checks: checks)
  }

  /// Words of the processes that can be looked into.
  private static var refinable: [String] {
    ProcessCatalog.all.filter { $0 is any IntradayRefinable.Type }.map { $0.name }
  }
}
