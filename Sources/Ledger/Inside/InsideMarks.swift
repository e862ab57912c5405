public import VectorMath

/// What the marks of a step may have been between its two ends, by mark.
///
/// Inside a step one price, S, runs from its start to its end over every value between its lowest and its highest;
/// everything else in a mark moves between its two ends. So a mark with S to the power k lies, while S is at its
/// lowest, between
///
///     lowest = S_low^k min(g₀, g₁)   and   highest = S_low^k max(g₀, g₁),   g = mark / S^k at the two ends.
public final class InsideMarks {
  /// The least that every mark is while S is at its lowest, on the paths of the block.
  let lowest: [Column]
  /// The most that every mark is while S is at its lowest.
  let highest: [Column]
  /// k of every mark: 1 where it moves with S, −1 where it moves against it, 0 where it does not know it.
  let powers: [Int]
  /// By mark: its values at the checks inside the step, a row by path that was drawn, at their places.
  let values: [VectorRows]
  /// Writes the values of a mark, if the step's are not there yet.
  let fill: (_ mark: Int) -> Void
  /// S_high / S_low of the step at hand, S_high a price that is not exceeded inside it.
  let rise: () -> Column

  /// Checks inside a step; that at its end is not one of them.
  let checkCount: Int

  /// Columns that live as long as whatever reads them; one entry by mark in each list.
  public init(
    lowest: [Column], highest: [Column], powers: [Int], values: [VectorRows], checkCount: Int,
    fill: @escaping (_ mark: Int) -> Void, rise: @escaping () -> Column
  ) {
    precondition(
      [lowest.count, highest.count, values.count].allSatisfy { $0 == powers.count },
      "one entry by mark")
    self.lowest = lowest
    self.highest = highest
    self.powers = powers
    self.values = values
    self.checkCount = checkCount
    self.fill = fill
    self.rise = rise
  }

  /// Whether a health factor may be least where S is highest: some debt rises with S faster than some collateral.
  ///
  ///     HF = (c₀ + c₁ S) / (d₀ + d₁ S) rises with S  ⇔  c₁ d₀ ≥ c₀ d₁
  ///
  /// - Parameters:
  ///   - collateral: Oracle marks of the collateral.
  ///   - debts: Oracle marks of the debts.
  func mayFall(collateral: some Sequence<Int>, debts: some Sequence<Int>) -> Bool {
    guard let least = collateral.map({ powers[$0] }).min(),
      let most = debts.map({ powers[$0] }).max()
    else { return false }
    return least < most
  }
}
