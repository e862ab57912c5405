/// An order book, aggregated quotes or concentrated liquidity: so many tokens at each price.
///
/// Prices are net of fees. Once all levels are used nothing more can be sold, and the market stays at the last price.
package struct LevelsVenue: ExitVenue, Hashable {
  /// Tokens that are taken at one price.
  package struct Level: Sendable, Hashable {
    /// Tokens, positive.
    package let size: Double
    /// What one fetches, in tokens of the other side, positive and net of fees.
    package let price: Double

    /// One step of a book.
    package init(size: Double, price: Double) {
      precondition(size > 0 && price > 0, "a level takes tokens and pays for them")
      self.size = size
      self.price = price
    }
  }

  /// Best first.
  package let levels: [Level]
  /// By level: tokens sold and proceeds when it begins; one more entry for the end.
  private let starts: [Double]
  private let sums: [Double]

  /// A book before any sale; the order of the levels does not matter.
  package init(_ levels: [Level]) {
    precondition(!levels.isEmpty, "a book has a level")
    let sorted = levels.sorted { $0.price > $1.price }
    var starts = [0.0]
    var sums = [0.0]
    for (k, level) in sorted.enumerated() {
      starts.append(starts[k] + level.size)
      sums.append(sums[k] + level.size * level.price)
    }
    self.levels = sorted
    self.starts = starts
    self.sums = sums
  }

  /// The size of all levels together.
  package var capacity: Double { starts[levels.count] }

  /// The level of the next token, or of the last where all are used.
  private func level(_ displacement: Double) -> Int {
    min(starts.firstIndex { $0 > displacement } ?? levels.count, levels.count) - 1
  }

  private func total(_ amount: Double) -> Double {
    let k = level(amount)
    return sums[k] + (min(amount, starts[k + 1]) - starts[k]) * levels[k].price
  }

  /// F(I + q) − F(I).
  package func proceeds(of amount: Double, after displacement: Double) -> Double {
    let k = level(displacement)
    if displacement + amount <= starts[k + 1] { return amount * levels[k].price }
    return total(displacement + amount) - total(displacement)
  }

  /// The price of the level that is next.
  package func marginal(_ displacement: Double) -> Double { levels[level(displacement)].price }

  /// The size of all levels at the price or better.
  package func sales(downTo price: Double) -> Double {
    starts[levels.firstIndex { $0.price < price } ?? levels.count]
  }
}

extension LevelsVenue.Level {
  /// One initialised tick range of concentrated liquidity, sold through from its upper bound to its lower.
  ///
  ///     size = L (1/√Pa − 1/√Pb),  price = √(Pa Pb) (1 − fee)
  ///
  /// Source: Uniswap v3 whitepaper (2021), 6.13-6.16.
  ///
  /// - Parameters:
  ///   - liquidity: L, positive.
  ///   - bounds: Pa, Pb: prices in tokens of the other side, positive and different.
  package static func range(
    liquidity: Double, bounds: ClosedRange<Double>, fee: Double
  ) -> LevelsVenue.Level {
    let (low, high) = (bounds.lowerBound.squareRoot(), bounds.upperBound.squareRoot())
    return LevelsVenue.Level(
      size: liquidity * (1 / low - 1 / high), price: low * high * (1 - fee))
  }
}
