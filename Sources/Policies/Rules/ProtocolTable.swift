public import Diagnostics

/// Today's table: what the protocol grants.
public struct ProtocolTable: HaircutPolicy {
  public static let name = "protocol"
  public static let summary = "today's table of the protocol, e-modes and overrides included"
  public static let reference = "the protocol document of the run"
  public static let parameters: [Parameter] = []

  public init(_ parameters: ParameterTable) throws(InputError) {}

  public func terms(given context: PolicyContext) -> PolicyTerms { PolicyTerms(context.today) }
}
