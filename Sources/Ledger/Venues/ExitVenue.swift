package import Diagnostics
package import VectorMath

/// A kind of place where seized collateral is sold: how far sales move the price there.
///
/// It is a rule without memory; what was sold before stands in an `Exit`. To add one: a file with its curve and a
/// line in `VenueCatalog.all`.
package protocol ExitVenue: Sendable {
  /// The word used in market documents, in kebab case.
  static var name: String { get }
  /// One line for `lstrisk list`.
  static var summary: String { get }
  /// Numbers that the market document may set.
  static var parameters: [Parameter] { get }

  /// A venue with the numbers of a market document.
  ///
  /// - Throws: `InputError` at a number that the declaration allows and the venue does not.
  init(_ parameters: ParameterTable) throws(InputError)

  /// What the next token fetches, as a share of what it would fetch if no simulated account had sold.
  ///
  ///     m(I) = F′(I) / F′(0),  F(q) the proceeds of q tokens, concave
  ///
  /// - Parameters:
  ///   - displacement: I, tokens sold that still weigh on the venue, not negative.
  ///   - multiplier: Takes m, (0, 1] and not rising in I. Other paths are left alone.
  func multiply(_ displacement: Column, into multiplier: Column, on paths: PathMask)
}
