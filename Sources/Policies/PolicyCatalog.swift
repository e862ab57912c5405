/// Every policy that a run document may name.
package enum PolicyCatalog {
  /// In the order of `lstrisk list policies`.
  package static let all: [any HaircutPolicy.Type] = [
    ProtocolTable.self,
    FixedHaircut.self,
    ValueAtRiskHaircut.self,
    ShortfallHaircut.self,
    SupervisoryHaircut.self,
    VolatilityScaledHaircut.self,
    DiscountAwareHaircut.self,
    DurationWeightedHaircut.self,
    LiquidityAwareHaircut.self,
    ReputationHaircut.self,
    ToxicityBound.self,
    IncentiveFromThreshold.self,
  ]

  /// The policy with this name, or `nil`.
  package static func policy(named name: String) -> (any HaircutPolicy.Type)? {
    all.first { $0.name == name }
  }
}
