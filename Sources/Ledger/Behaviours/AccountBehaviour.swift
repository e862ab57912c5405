package import Diagnostics
import Lending

/// What a borrower does by itself when its account weakens: top up, repay.
///
/// It acts at the end of a step, before anybody is liquidated, and knows nothing but its own account then. To add
/// one: a file with its rule and a line in `BehaviourCatalog.all`.
package protocol AccountBehaviour: Sendable {
  /// The word used in portfolio documents, in kebab case.
  static var name: String { get }
  /// One line for `lstrisk list`.
  static var summary: String { get }
  /// Numbers that the document may set.
  static var parameters: [Parameter] { get }

  /// A behaviour with the numbers of a document.
  ///
  /// - Throws: `InputError` at a number that the declaration allows and the behaviour does not.
  init(_ parameters: ParameterTable) throws(InputError)

  /// HF below which the borrower acts; above it nobody asks.
  var trigger: Double { get }

  /// Changes the account's units through `Position.topUp` and `Position.repay`.
  ///
  /// - Parameters:
  ///   - position: The account at the prices that stand now, below `trigger`.
  ///   - step: Index of the step, from 0.
  func respond(to position: inout Position, step: Int)
}
