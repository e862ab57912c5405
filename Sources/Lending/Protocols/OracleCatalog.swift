import Diagnostics

/// An oracle that a reserve may name, with the numbers that it asks for.
package struct OracleEntry: Sendable {
  /// The word used in protocol documents, in kebab case.
  package let name: String
  /// One line: what the protocol believes.
  package let summary: String
  /// All required; the unit is what a document is told that has another value.
  package let parameters: [(declaration: Parameter, example: String)]
  /// Makes the oracle from its numbers, which are in the order of `parameters` and checked.
  package let make: @Sendable ([Double]) -> OracleKind
}

/// Every oracle that a protocol document may name.
package enum OracleCatalog {
  /// In the order in which messages list them.
  package static let all: [OracleEntry] = [
    OracleEntry(
      name: "capped-rate", summary: "the exchange rate, held below a line that rises with time",
      parameters: [
        (
          Parameter(
            "cap", .positive,
            usual: UsualRange(0.9, 3, .number, [.percent, .decimals(18), .decimals(27)]),
            unit: "base asset per token", "the line at time 0"), "1.25"
        ),
        (
          Parameter(
            "growth", .nonNegative, usual: .share(0.001, 0.5),
            unit: "base asset per token and year", "how fast the line rises"), "0.1"
        ),
      ],
      make: { .cappedRate(cap: $0[0], growth: $0[1]) }),
    OracleEntry(
      name: "exchange-rate", summary: "the exchange rate, whatever the market pays",
      parameters: [], make: { _ in .exchangeRate }),
    OracleEntry(
      name: "market", summary: "the market's rate", parameters: [], make: { _ in .market }),
  ]
}
