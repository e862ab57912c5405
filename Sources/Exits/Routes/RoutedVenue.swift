/// Several venues of one leg, of which every sale takes the best split.
///
/// All venues that are used have the same marginal price λ, the others a lower one. It is a venue itself, whose
/// displacement is that of all together.
package struct RoutedVenue: ExitVenue {
  /// How one sale is split.
  package struct Split: Sendable, Hashable {
    /// λ: the price of the last token, in tokens of the other side; 0 if not all could be sold.
    package let marginal: Double
    /// By venue, tokens sold there.
    package let amounts: [Double]
  }

  private let venues: [any ExitVenue]

  /// At least one venue.
  package init(_ venues: [any ExitVenue]) {
    precondition(!venues.isEmpty, "a route has a venue")
    self.venues = venues
  }

  /// Splits a sale from no displacement.
  ///
  /// λ by bisection on its logarithm to 1e-13; what is left at a step of levels goes to the levels there, pro rata
  /// to their sizes.
  package func split(_ amount: Double) -> Split {
    // Bottomless venues count as very large ones, so that they have a size to share by.
    func limits(_ price: Double) -> [Double] {
      venues.map { min($0.sales(downTo: price), 1e15 * amount) }
    }
    func sum(_ amounts: [Double]) -> Double { amounts.reduce(0, +) }
    guard amount < capacity else {
      return Split(marginal: 0, amounts: venues.map(\.capacity))
    }
    let best = venues.map { $0.marginal(0) }.max() ?? 0
    if amount <= 0 { return Split(marginal: best, amounts: venues.map { _ in 0 }) }
    var high = best * (1 + 1e-12)
    var low = best
    while sum(limits(low)) < amount {
      high = low
      low /= 2
    }
    while high > low * (1 + 1e-13) {
      let middle = (low * high).squareRoot()
      guard middle > low && middle < high else { break }
      if sum(limits(middle)) < amount { high = middle } else { low = middle }
    }
    let (least, most) = (limits(high), limits(low))
    let room = sum(most) - sum(least)
    let share = room > 0 ? (amount - sum(least)) / room : 0
    return Split(
      marginal: low, amounts: zip(least, most).map { $0 + ($1 - $0) * share })
  }

  /// What all venues take together.
  package var capacity: Double { venues.reduce(0) { $0 + $1.capacity } }

  /// That of the venue with the best price.
  package var fee: Double {
    venues.max { $0.marginal(0) < $1.marginal(0) }?.fee ?? 0
  }

  /// The best split after the sale less the best split before it.
  package func proceeds(of amount: Double, after displacement: Double) -> Double {
    let before = split(displacement).amounts
    let after = split(displacement + amount).amounts
    return venues.indices.reduce(0) {
      $0 + venues[$1].proceeds(of: max(0, after[$1] - before[$1]), after: before[$1])
    }
  }

  /// λ of the best split; once all venues are full, the last price of the worst.
  package func marginal(_ displacement: Double) -> Double {
    if displacement < capacity { return split(displacement).marginal }
    return venues.map { $0.marginal($0.capacity) }.min() ?? 0
  }

  /// What all venues take down to the price.
  package func sales(downTo price: Double) -> Double {
    venues.reduce(0) { $0 + $1.sales(downTo: price) }
  }
}
