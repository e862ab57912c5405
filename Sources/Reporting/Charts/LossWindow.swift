import Studies

/// The part of a histogram that is drawn: far gains and a last few losses would press the rest
/// together.
struct LossWindow {
  /// Bins that are drawn.
  let bins: Range<Int>
  let low: Double
  let high: Double
  /// Paths on either side of the picture.
  private let left: Int
  private let right: Int

  /// Leaves out at most 0.5 % of the paths on the left and 0.05 % on the right, and nothing that a
  /// figure's interval reaches.
  init(_ histogram: LossHistogram, _ figures: [Figure]) {
    let total = Double(histogram.total)
    var first = 0
    var left = histogram.below
    while first < histogram.counts.count - 1,
      Double(left + histogram.counts[first]) <= 0.005 * total
    {
      left += histogram.counts[first]
      first += 1
    }
    let reach = figures.map { max($0.value, $0.upper ?? $0.value) }.max() ?? -.infinity
    var end = histogram.counts.count
    var right = histogram.above
    while end > first + 1, histogram.edge(end - 1) > reach,
      Double(right + histogram.counts[end - 1]) <= 0.0005 * total
    {
      right += histogram.counts[end - 1]
      end -= 1
    }
    bins = first..<end
    low = min(histogram.edge(first), figures.map(\.value).min() ?? .infinity)
    high = max(histogram.edge(end), figures.map(\.value).max() ?? -.infinity)
    (self.left, self.right) = (left, right)
  }

  /// What is not in the picture.
  var note: String? {
    let parts = [
      left > 0 ? "\(RunResult.counted(left, "path")) farther left" : nil,
      right > 0 ? "\(RunResult.counted(right, "path")) farther right" : nil,
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "Not drawn: \(parts.joined(separator: ", "))."
  }
}
