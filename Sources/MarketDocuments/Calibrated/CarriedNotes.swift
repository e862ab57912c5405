import Calibration
import Documents

/// Warnings of the market document that a calibration starts from, where they still hold: they are about numbers
/// that it keeps.
struct CarriedNotes {
  /// In the order of the document.
  let texts: [String]

  init(_ base: YAMLDocument, _ result: MarketCalibration) {
    let estimated = Set(result.factors.filter { $0.fit != nil }.map(\.plan.factor))
    let subjects = base.section("factors").map { ($0.key, Self.names($0)) }
    texts = Self.notes(base).filter { text in
      let words = Self.words(text)
      let named = subjects.filter { !$0.1.isDisjoint(with: words) }.map(\.0)
      if Self.isOfCorrelation(text) {
        guard let joined = result.dependence?.plan.factors else { return true }
        return !named.allSatisfy(joined.contains)
      }
      // A text that names no factor may be about any of them.
      return !(named.isEmpty ? subjects.map(\.0) : named).allSatisfy(estimated.contains)
    }
  }

  private static func notes(_ base: YAMLDocument) -> [String] {
    guard
      case .sequence(let items)? = base.entries.first(where: { $0.key == CalibrationNotes.key })?
        .value.content
    else { return [] }
    return items.compactMap { item in
      guard case .scalar(let scalar) = item.content else { return nil }
      return scalar.text
    }
  }

  /// A factor's name, and those of the series that it was estimated from by its `source`:
  /// «garch-t of steth-rate (steth-price / eth-price), 2020-01-01 to …».
  private static func names(_ factor: YAMLEntry) -> Set<String> {
    guard case .mapping(let fields) = factor.value.content,
      case .scalar(let source)? = fields.first(where: { $0.key == "source" })?.value.content,
      let start = source.text.firstRange(of: " of ")?.upperBound,
      let end = source.text[start...].firstIndex(of: ")")
    else { return [factor.key] }
    return words(source.text[start..<end]).union([factor.key])
  }

  /// The words of a text, with those between the points of each: `series.eth` and `eth`.
  private static func words(_ text: some StringProtocol) -> Set<String> {
    let whole = text.split { !($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    return Set((whole + whole.flatMap { $0.split(separator: ".") }).map { String($0) })
  }

  /// Whether a text is about correlations, which stay unless both factors are in the new dependence.
  private static func isOfCorrelation(_ text: String) -> Bool {
    text.hasPrefix("correlation") || text.contains(" correlate by ")
  }
}
