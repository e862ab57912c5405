public import Diagnostics

/// A lending protocol's rules for liquidating one account.
///
/// To add one: copy `FullClose.swift`, change it, add a line to `ProtocolCatalog.all`.
public protocol ProtocolAdapter: Sendable {
  /// The word used in protocol documents, in kebab case.
  static var name: String { get }
  /// One line for `lstrisk list protocols`.
  static var summary: String { get }
  /// Where the rules are written: contract and version.
  static var reference: String { get }
  /// Numbers that the protocol document may set.
  static var parameters: [Parameter] { get }

  /// Rules with the numbers of a protocol document.
  ///
  /// - Throws: `InputError` at a number that the declaration allows and the rules do not.
  init(_ parameters: ParameterTable) throws(InputError)

  /// The bonus if a liquidation always closes the whole account at that bonus, whatever its basket;
  /// `nil` for rules that need the position. Whole blocks of such accounts are closed at once.
  var wholeAccountBonus: Double? { get }

  /// Applies every liquidation call of one moment to a position with a health factor below 1.
  ///
  /// Reduces units, records the flows of every leg and what was `taken` of it, and burns debt that no
  /// collateral is left for. Value is conserved: collateral that left = debt cancelled + bonus + fee at oracle
  /// prices, plus the cash that is left to the borrower where everything is sold.
  ///
  /// - Returns: Market value of the debt that was repaid, in the numeraire; 0 if nobody acts.
  func liquidate(_ position: inout Position) -> Double
}

extension ProtocolAdapter {
  /// Rules that need the position, unless they say otherwise.
  public var wholeAccountBonus: Double? { nil }
}
