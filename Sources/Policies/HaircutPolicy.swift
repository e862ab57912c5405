import Diagnostics

/// A rule that sets haircut, liquidation threshold and bonus of a collateral token.
///
/// It sees what is known at the decision time, and nothing else: `PolicyContext` holds no simulated
/// path.
///
/// To add one: copy `FixedHaircut.swift` and its test, change them, add a line to `PolicyCatalog.all`.
package protocol HaircutPolicy: Sendable {
  /// The word used in run documents, in kebab case.
  static var name: String { get }
  /// One line for `lstrisk list policies --long`.
  static var summary: String { get }
  /// Where the rule comes from.
  static var reference: String { get }
  /// Numbers that the run document may set.
  static var parameters: [Parameter] { get }

  /// What it asks of the history of two tokens, so that it is worked out once a pair and not for every
  /// account. Nothing unless a policy says so; what is not listed is worked out where it is asked for.
  var measures: [PairMeasure] { get }

  /// A rule with the values of a run document, which fit `Self.parameters`.
  init(_ parameters: ParameterTable) throws(InputError)

  /// The terms of one collateral token of one account against its largest debt.
  func terms(given context: PolicyContext) -> PolicyTerms
}

extension HaircutPolicy {
  /// Nothing.
  package var measures: [PairMeasure] { [] }
}
