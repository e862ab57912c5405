public import Diagnostics
public import Processes

/// One factor as a market document states it.
public struct FactorDefinition: Sendable {
  public let name: String
  public let process: any StochasticProcess
  /// Names of other factors by input name.
  public let wiring: [String: String]
  public let location: SourceLocation
  /// Places of the wiring values.
  public let wiringLocations: [String: SourceLocation]

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
