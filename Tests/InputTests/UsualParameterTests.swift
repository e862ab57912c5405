import Diagnostics
import Foundation
import Lending
import Policies
import Processes
import Testing

/// What the declared parameters of every catalogue promise about their usual values.
@Suite struct UsualParameterTests {
  struct Declared: CustomStringConvertible, Sendable {
    let owner: String
    let parameter: Parameter
    var description: String { "\(owner).\(parameter.name)" }
  }

  static let all: [Declared] =
    ProcessCatalog.all.flatMap { type in
      type.parameters.map { Declared(owner: type.name, parameter: $0) }
    }
    + ProtocolCatalog.all.flatMap { type in
      type.parameters.map { Declared(owner: type.name, parameter: $0) }
    }
    + PolicyCatalog.all.flatMap { type in
      type.parameters.map { Declared(owner: type.name, parameter: $0) }
    }

  /// Nine values of a range, evenly spaced in their logarithm where it has one sign.
  static func probes(_ range: NumberRange) -> [Double] {
    let (a, b) = (range.lowerBound, range.upperBound)
    return (1...9).map { k in
      let share = Double(k) / 10
      return a > 0 ? a * pow(b / a, share) : a + share * (b - a)
    }
  }

  @Test(arguments: all) func holdsItsDefaultAndLiesInWhatIsAllowed(_ declared: Declared) {
    let parameter = declared.parameter
    let usual = parameter.usual.range
    #expect(usual.lowerBound < usual.upperBound)
    #expect(usual.lowerBound >= parameter.range.lowerBound)
    #expect(usual.upperBound <= parameter.range.upperBound)
    if let value = parameter.defaultValue { #expect(parameter.usual.contains(value)) }
    // «version» alone has nothing to be mistaken for.
    #expect(!parameter.usual.slips.isEmpty || parameter.name == "version")
  }

  /// Some usual value that is written with the slip is refused or warned of, and given back.
  @Test(arguments: all) func slipsAreCaught(_ declared: Declared) {
    let parameter = declared.parameter
    for slip in parameter.usual.slips {
      let probes = Self.probes(parameter.usual.range)
      // Periods are whole days.
      let isCaught = (probes + probes.map { $0.rounded() }).contains { right in
        let written = slip.written(for: right)
        guard written.isFinite, !parameter.usual.contains(written),
          let meant = parameter.usual.slip(behind: written)?.meant
        else { return false }
        return abs(meant - right) <= 1e-9 * abs(right)
      }
      #expect(isCaught, "\(declared) written with the slip \(slip)")
    }
  }
}
