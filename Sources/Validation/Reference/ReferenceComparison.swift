import Tables

/// Whether a figure agrees with an expected value.
///
///     analytic:   |got − expected| ≤ tol_abs + tol_rel |expected|
///     simulated:  the same, with k mc_sd / √N more
///     estimated:  the same, with 4 of the figure's own standard errors more
///     words:      equal texts
///
/// k is 4 for up to 100 simulated comparisons of a table's run, 5 for more: false alarms stay below
/// 0.7 %.
struct ReferenceComparison {
  let passes: Bool
  /// Largest difference that passes; `nil` for words.
  let allowed: Double?

  /// - Parameter comparisons: Simulated comparisons in the table's run.
  init(_ figure: ReferenceFigure, _ row: ReferenceRow, comparisons: Int) {
    guard case .number(let got) = figure.value else {
      passes = figure.value == .word(row.expected)
      allowed = nil
      return
    }
    guard let expected = Self.number(row.expected) else {
      passes = false
      allowed = nil
      return
    }
    var allowed = (row.absoluteTolerance ?? 0) + (row.relativeTolerance ?? 0) * abs(expected)
    switch figure.method {
    case .analytic: break
    case .simulated(let paths, let standardErrors):
      let errors = standardErrors ?? (comparisons <= 100 ? 4 : 5)
      allowed += errors * (row.sampleDeviation ?? 0) / Double(paths).squareRoot()
    case .estimated(let standardError): allowed += 4 * standardError
    }
    passes = got.isFinite && abs(got - expected) <= allowed
    self.allowed = allowed
  }

  private static func number(_ text: String) -> Double? {
    do { return try StrictNumber.parse(text) } catch { return nil }
  }
}
