/// Which values of a table the engine claims, and why not the others.
///
/// The first rule that fits a case and a quantity decides; what no rule fits is not covered.
package struct ReferenceCoverage: Sendable {
  /// What is said of one value of a case.
  package enum Verdict: Sendable, Hashable {
    /// Claimed; at least one of the ways to find it is compared with the table's tolerances.
    case claimed
    /// Claimed by simulation alone, where the table states the deviation of one sample.
    case simulated
    case notCovered(String)
  }

  /// One declaration.
  package struct Rule: Sendable {
    /// Names, or beginnings of names followed by `*`.
    let quantities: [String]
    /// Whether it speaks of a case, told by its inputs alone.
    let applies: @Sendable (ReferenceCase) -> Bool
    let verdict: Verdict

    /// Claims quantities.
    static func claimed(_ quantities: String...) -> Rule {
      Rule(quantities: quantities, applies: { _ in true }, verdict: .claimed)
    }

    /// Claims quantities that are found by simulation alone.
    static func simulated(_ quantities: String...) -> Rule {
      Rule(quantities: quantities, applies: { _ in true }, verdict: .simulated)
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

  /// Why a value of a case is not covered, or `nil` if it is claimed.
  func omission(of row: ReferenceRow, in reference: ReferenceCase) -> String? {
    let rule = rules.first { $0.fits(row.quantity) && $0.applies(reference) }
    switch rule?.verdict {
    case .claimed: return nil
    case .simulated: return row.sampleDeviation == nil ? Self.withoutDeviation : nil
    case .notCovered(let reason): return reason
    case nil: return Self.unknownQuantity
    }
  }

  static let unknownQuantity = "no check of a quantity of this name"
  static let withoutDeviation = "it is simulated, and the table states no mc_sd"
}
