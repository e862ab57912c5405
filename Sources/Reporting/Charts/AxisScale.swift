import Glibc

/// Maps values to coordinates of a chart.
struct AxisScale: Sendable {
  enum Kind: Sendable { case linear, logarithmic }

  /// Values at the two ends; the first is smaller.
  let low: Double
  let high: Double
  /// Coordinates of the two ends.
  let start: Double
  let end: Double
  let kind: Kind

  /// A domain without width is widened, so that a constant is drawn in the middle.
  init(from low: Double, to high: Double, start: Double, end: Double, kind: Kind = .linear) {
    precondition(low.isFinite && high.isFinite && low <= high, "an axis has ordered, finite ends")
    precondition(kind == .linear || low > 0, "a logarithmic axis has positive values")
    switch kind {
    case .linear:
      let margin = high > low ? 0 : max(low.magnitude * 0.1, 1e-9)
      (self.low, self.high) = (low - margin, high + margin)
    case .logarithmic:
      (self.low, self.high) = high > low ? (low, high) : (low / 2, high * 2)
    }
    self.start = start
    self.end = end
    self.kind = kind
  }

  /// The coordinate of a value, held between the ends.
  func callAsFunction(_ value: Double) -> Double {
    let inside = min(max(value, low), high)
    let share =
      kind == .linear
      ? (inside - low) / (high - low) : log(inside / low) / log(high / low)
    return start + share * (end - start)
  }

  /// Round values inside the domain, ascending, about so many: 1, 2 or 5 times a power of ten apart, or
  /// powers of ten.
  func ticks(about count: Int) -> [Double] {
    kind == .linear ? roundTicks(about: count) : powersOfTen(about: count)
  }

  private func roundTicks(about count: Int) -> [Double] {
    let step = Self.roundStep((high - low) / Double(max(1, count)))
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard first <= last else { return [] }
    // Products of whole numbers and a round step stay round: 3 × 0.1 is printed as 0.3.
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// Of too many powers every second, third, ... from the largest down.
  private func powersOfTen(about count: Int) -> [Double] {
    let first = Int((log10(low) - 1e-9).rounded(.up))
    let last = Int((log10(high) + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    let apart = (last - first) / (max(1, count) + 1) + 1
    return stride(from: last, through: first, by: -apart).reversed().map(NumberText.powerOfTen)
  }

  /// The smallest of 1, 2, 5 times a power of ten that is not below `step`.
  static func roundStep(_ step: Double) -> Double {
    guard step > 0 && step.isFinite else { return 1 }
    let power = NumberText.powerOfTen(NumberText.exponent(of: step))
    let factor = [1.0, 2, 5].first { $0 * power >= step * (1 - 1e-9) } ?? 10
    return factor * power
  }
}
