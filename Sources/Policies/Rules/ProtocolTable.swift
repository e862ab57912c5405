import Diagnostics

/// Today's table: what the protocol grants.
struct ProtocolTable: HaircutPolicy {
  static let name = "protocol"
  static let summary = "today's table of the protocol, e-modes and overrides included"
  static let reference = "the protocol document of the run"
  static let parameters: [Parameter] = []

  init(_ parameters: ParameterTable) throws(InputError) {}

  func terms(given context: PolicyContext) -> PolicyTerms { PolicyTerms(context.today) }
}
