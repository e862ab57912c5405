import Exits

extension ConstantProductVenue {
  /// A pool of two reserves of one worth, without fee: m(I) = (x / (x + I))².
  init(reserve: Double) { self.init(reserveIn: reserve, reserveOut: reserve, fee: 0) }
}

/// Every token sold lowers the price by the same.
struct StubSlope: ExitVenue {
  let slope: Double

  func proceeds(of amount: Double, after displacement: Double) -> Double {
    amount * (1 - slope * (displacement + amount / 2))
  }

  func marginal(_ displacement: Double) -> Double { 1 - slope * displacement }

  func sales(downTo price: Double) -> Double { max(0, (1 - price) / slope) }
}
