import Diagnostics
import Ledger
import VectorMath

/// A pool of two reserves of one worth, without fee: m(I) = (x / (x + I))².
struct StubPool: ExitVenue {
  static let name = "stub-pool"
  static let summary = "constant product"
  static let parameters = [
    Parameter("reserve", .positive, usual: .dollars, unit: "tokens", "x")
  ]
  let reserve: Double

  init(_ parameters: ParameterTable) throws(InputError) {
    reserve = parameters["reserve"]
  }

  init(reserve: Double) { self.reserve = reserve }

  func multiplier(_ displacement: Double) -> Double {
    let share = reserve / (reserve + displacement)
    return share * share
  }

  func multiply(_ displacement: Column, into multiplier: Column, on paths: PathMask) {
    for path in paths {
      multiplier[path: path] = self.multiplier(displacement[path: path])
    }
  }
}

/// Takes whatever comes at the same price.
struct StubBottomless: ExitVenue {
  static let name = "stub-bottomless"
  static let summary = "no impact"
  static let parameters: [Parameter] = []

  init(_ parameters: ParameterTable) throws(InputError) {}

  init() {}

  func multiply(_ displacement: Column, into multiplier: Column, on paths: PathMask) {
    for path in paths { multiplier[path: path] = 1 }
  }
}

/// Every token sold lowers the price by the same.
struct StubSlope: ExitVenue {
  static let name = "stub-slope"
  static let summary = "linear impact"
  static let parameters: [Parameter] = []
  let slope: Double

  init(_ parameters: ParameterTable) throws(InputError) { slope = 0 }

  init(slope: Double) { self.slope = slope }

  func multiply(_ displacement: Column, into multiplier: Column, on paths: PathMask) {
    for path in paths { multiplier[path: path] = 1 - slope * displacement[path: path] }
  }
}
