import Studies

/// The bars of a histogram.
struct LossBars {
  private let histogram: LossHistogram
  private let bins: Range<Int>
  private let shares: [Double]
  /// The bin that dwarfs the others (no loss at all, mostly): it is cut and labelled.
  private let cut: Int?
  private let highest: Double
  private let tailStart: Double

  /// - Parameter tailStart: Losses above it have the tail's colour; `nil` for none.
  init(_ histogram: LossHistogram, _ window: LossWindow, tailStart: Double?) {
    self.histogram = histogram
    bins = window.bins
    self.tailStart = tailStart ?? .infinity
    let total = Double(histogram.total)
    let shares = histogram.counts.map { Double($0) / total }
    let ranked = window.bins.sorted { shares[$0] > shares[$1] }
    let second = ranked.count > 1 ? shares[ranked[1]] : 0
    let isCut = second > 0 && shares[ranked[0]] > 5 * second
    self.shares = shares
    cut = isCut ? ranked[0] : nil
    highest = isCut ? 1.4 * second : shares[ranked[0]]
  }

  /// Shares of paths by height.
  func heights(top: Double, bottom: Double) -> AxisScale {
    AxisScale(from: 0, to: highest, start: bottom, end: top)
  }

  func draw(_ chart: inout SVGChart, _ x: AxisScale, _ y: AxisScale) {
    let (top, bottom) = (y.end, y.start)
    chart.gridLines(y, .percent, from: x.start, to: x.end)
    for i in bins where shares[i] > 0 {
      let (start, width) = place(i, x)
      // A bin that starts at VaR holds the paths that lose just that: nothing, mostly.
      let middle =
        histogram.edge(i) == tailStart
        ? tailStart : (histogram.edge(i) + histogram.edge(i + 1)) / 2
      let ends = [i, i + 1].map { MoneyText.short(histogram.edge($0)) }
      chart.bar(
        start, y(shares[i]), max(width - 0.6, 0.6), bottom - y(shares[i]),
        middle > tailStart ? "bar tail" : "bar",
        tip: "\(ends[0]) to \(ends[1]): \(NumberText.count(histogram.counts[i])) paths, "
          + PercentText.share(shares[i]))
      if i == cut { chart.line(start - 3, top + 14, start + width + 3, top + 9, "cut") }
    }
  }

  /// How high the bar that was cut is, above everything else.
  func label(_ chart: inout SVGChart, _ x: AxisScale, top: Double) {
    guard let cut else { return }
    let (start, width) = place(cut, x)
    let isRoomRight = start + width / 2 < (x.start + x.end) / 2
    // As many digits as tell the share from all paths.
    let percent = NumberText.fixed(
      shares[cut] * 100,
      decimals: max(1, NumberText.decimals(for: (1 - shares[cut]) * 100, digits: 2)))
    chart.label(
      "\(percent) % of paths",
      isRoomRight ? start + width + 6 : start - 6, top + 12, isRoomRight ? .start : .end)
  }

  /// A loss that is always the same has a bar of some width in the middle.
  private func place(_ i: Int, _ x: AxisScale) -> (start: Double, width: Double) {
    let start = x(histogram.edge(i))
    return histogram.binWidth == 0
      ? (max(x.start, start - 8), 16) : (start, x(histogram.edge(i + 1)) - start)
  }
}
