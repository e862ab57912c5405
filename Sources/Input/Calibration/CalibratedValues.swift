import Calibration
import Diagnostics
import Documents
import Foundation
import MarketDocuments
import Processes

/// Numbers of a calibration that no market has, or that are far from those that they replace.
struct CalibratedValues {
  let base: YAMLDocument
  let source: MarketSource

  /// Parameters that short histories know to an order of magnitude alone.
  private static let loose: Set<String> = ["speed"]
  /// A factor between a number and the one before it that is remarked upon.
  static let farFactor = 10.0
  /// The same for the price of a token, which years may move.
  static let farPrice = 20.0
  /// Prices of tokens with a par of one dollar.
  static let parPrices = 0.5...2.0
  /// The log distance of such prices and of exchange rates, which grow by some per cent a year, that is asked
  /// about.
  static let parDistance = 0.15

  init(_ source: MarketSource) {
    base = source.base
    self.source = source
  }

  func warnings(_ result: MarketCalibration) -> [InputError] {
    result.factors.flatMap(warnings) + source.tokens.compactMap(warning)
  }

  private func warnings(_ factor: FactorFit) -> [InputError] {
    guard let fit = factor.fit, let process = ProcessCatalog.process(named: fit.process),
      let place = source.factorPlaces[factor.plan.factor]
    else { return [] }
    let isFree = isFree(factor.plan.factor)
    // What the fit asks about already explains its numbers.
    let isAsked = factor.warnings.contains { $0.consequence == .likelySlip }
    return process.parameters.flatMap { parameter -> [InputError] in
      guard let value = factor.processParameters[parameter.name] else { return [] }
      let said =
        "\(factor.plan.factor): \(parameter.name) is estimated at \(NumberWords.short(value))"
      if !parameter.usual.contains(value, ofFreePrice: isFree) {
        if isAsked { return [] }
        return [
          .warning(
            "\(said); \(parameter.usual.words) is usual", at: place,
            hint: hint(parameter.usual, value, factor.plan.series.name), .likelySlip)
        ]
      }
      guard !Self.loose.contains(parameter.name),
        let before = number(factor.plan.factor, parameter.name),
        let distance = Self.distance(value, before, parameter)
      else { return [] }
      return [
        .warning(
          "\(said), \(distance) the market document's \(NumberWords.short(before))", at: place,
          hint: "check column and unit of \(factor.plan.series.name)", .remark)
      ]
    }
  }

  private func hint(_ usual: UsualRange, _ value: Double, _ series: String) -> String {
    let check = "check column and unit of \(series)"
    return usual.slip(behind: value).map {
      "\(check): \($0.words(NumberWords.rounded(value, 3))) would be \(NumberWords.short($1))"
    }
      ?? check
  }

  /// How far a number is from the one before it, where it is very far: «1/280 of», «30 times». Logarithms are
  /// compared by what they are of, shares by their odds; numbers that may have either sign lie around 0 and are
  /// passed over.
  private static func distance(
    _ value: Double, _ before: Double, _ parameter: Parameter
  ) -> String? {
    if parameter.range == .openFraction {
      let ratio = value / (1 - value) / (before / (1 - before))
      return ratio > farFactor || ratio < 1 / farFactor ? "far from" : nil
    }
    let ratio: Double
    if parameter.unit.hasPrefix("ln") {
      ratio = exp(value - before)
    } else if parameter.range.lowerBound >= 0, value > 0, before > 0 {
      ratio = value / before
    } else {
      return nil
    }
    if ratio > farFactor { return "\(NumberWords.short(ratio, digits: 2)) times" }
    return ratio < 1 / farFactor ? "1/\(NumberWords.short(1 / ratio, digits: 2)) of" : nil
  }

  private func warning(_ token: TokenValue) -> InputError? {
    guard let entry = base.section("tokens").first(where: { $0.key == token.symbol }),
      case .mapping(let fields) = entry.value.content,
      let before = fields.first(where: { $0.key == token.key }).flatMap({ Self.number($0.value) }),
      before > 0, token.value > 0
    else { return nil }
    let hasPar = token.key != "price" || Self.parPrices.contains(before)
    let distance = abs(log(token.value / before))
    guard distance > (hasPar ? Self.parDistance : log(Self.farPrice)) else { return nil }
    return .warning(
      "tokens.\(token.symbol).\(token.key) becomes \(NumberWords.short(token.value, digits: 6)), the last value of \(token.series); the market document has \(NumberWords.short(before, digits: 6))",
      at: token.place, hint: "check the series and its unit", .likelySlip)
  }

  /// A number of a factor in the market document that was started from.
  private func number(_ factor: String, _ key: String) -> Double? {
    self.entry(factor, key).flatMap(Self.number)
  }

  private static func number(_ node: YAMLNode) -> Double? {
    YAMLText.isNumber(node) ? Double(YAMLText.inline(node)) : nil
  }

  private func entry(_ factor: String, _ key: String) -> YAMLNode? {
    guard
      case .mapping(let entries)? = base.section("factors").first(where: { $0.key == factor })?
        .value.content
    else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// Whether a factor moves the price of a token without a par, by itself or through another.
  private func isFree(_ factor: String) -> Bool {
    base.section("tokens").contains { token in
      guard case .mapping(let fields) = token.value.content,
        let price = fields.first(where: { $0.key == "price" }).flatMap({ Self.number($0.value) }),
        let mover = fields.first(where: { $0.key == "factor" }).map({ YAMLText.inline($0.value) })
      else { return false }
      let moves = mover == factor || entry(mover, "price").map(YAMLText.inline) == factor
      return moves && !Self.parPrices.contains(price)
    }
  }
}
