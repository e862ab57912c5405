public import Diagnostics
public import Processes

/// One factor as a market document states it.
public struct FactorDefinition: Sendable {
  /// What the market document calls it; wiring and correlations refer to it.
  public let name: String
  /// The law that it follows, with its parameters.
  public let process: any StochasticProcess
  /// Names of other factors by input name.
  public let wiring: [String: String]
  /// Where an input that is missing is reported.
  public let location: SourceLocation
  /// Places of the wiring values.
  public let wiringLocations: [String: SourceLocation]

  /// A factor as it was written; `MarketBuilder` checks the wiring.
  public init(
    name: String, process: any StochasticProcess, wiring: [String: String],
    location: SourceLocation, wiringLocations: [String: SourceLocation] = [:]
  ) {
    self.name = name
    self.process = process
    self.wiring = wiring
    self.location = location
    self.wiringLocations = wiringLocations
  }
}
