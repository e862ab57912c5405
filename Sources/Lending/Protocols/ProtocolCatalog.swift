/// Every set of rules that a protocol document may name.
package enum ProtocolCatalog {
  /// In the order of `lstrisk list protocols`.
  package static let all: [any ProtocolAdapter.Type] = [
    FullClose.self,
    AaveV3.self,
  ]

  /// The adapter with this name, or `nil`.
  package static func adapter(named name: String) -> (any ProtocolAdapter.Type)? {
    all.first { $0.name == name }
  }
}
