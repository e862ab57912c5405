/// Which values of a table the engine claims, and why not the others.
///
/// The first rule that fits a case and a quantity decides; what no rule fits is not covered.
public struct ReferenceCoverage: Sendable {
  public enum Verdict: Sendable, Hashable {
    case claimed
    case notCovered(String)
  }

  /// One declaration.
  public struct Rule: Sendable {
    /// Names, or beginnings of names followed by `*`.
    let quantities: [String]
    /// Whether it speaks of a case, told by its inputs alone.
    let applies: @Sendable (ReferenceCase) -> Bool
    let verdict: Verdict

    /// Claims quantities.
    static func claimed(_ quantities: String...) -> Rule {
      Rule(quantities: quantities, applies: { _ in true }, verdict: .claimed)
    }

    /// Leaves quantities out, in all cases or where the inputs say so.
    static func notCovered(
      _ quantities: String..., because reason: String,
      where applies: @escaping @Sendable (ReferenceCase) -> Bool = { _ in true }
    ) -> Rule {
      Rule(
        quantities: quantities.isEmpty ? ["*"] : quantities, applies: applies,
        verdict: .notCovered(reason))
    }

    func fits(_ quantity: String) -> Bool {
      quantities.contains { pattern in
        pattern.hasSuffix("*") ? quantity.hasPrefix(pattern.dropLast()) : quantity == pattern
      }
    }
  }

  let rules: [Rule]

  /// The declaration for one value of one case.
  func verdict(_ quantity: String, in reference: ReferenceCase) -> Verdict {
    let rule = rules.first { $0.fits(quantity) && $0.applies(reference) }
    return rule?.verdict ?? .notCovered(Self.unknownQuantity)
  }

  static let unknownQuantity = "no check of a quantity of this name"
  static let withoutDeviation = "it is simulated, and the table states no mc_sd"
}
