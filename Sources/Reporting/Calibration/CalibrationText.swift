import Calibration

/// What a calibration prints: estimates with their errors, and warnings.
package enum CalibrationText {
  /// The whole text, with a line end at its end.
  ///
  /// - Parameters:
  ///   - market: Path of the market document that was written.
  ///   - directory: Path of the directory with the page.
  package static func render(
    _ report: CalibrationReport, market: String, directory: String
  ) -> String {
    var rows: [[String]] = [["factor", "parameter", "estimate", "error", "unit"]]
    for factor in report.result.factors {
      for estimate in factor.fit?.parameters ?? [] {
        guard let error = estimate.standardError else { continue }
        rows.append([
          factor.plan.factor, estimate.name, NumberText.significant(estimate.value, digits: 4),
          NumberText.significant(error, digits: 2), estimate.unit,
        ])
      }
    }
    let widths = rows[0].indices.map { k in rows.map { $0[k].count }.max() ?? 0 }
    let lines = rows.map { row in
      zip(row, widths).enumerated().map { k, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return k == 2 || k == 3 ? padding + cell.0 : cell.0 + padding
      }.joined(separator: "  ").reversed().drop { $0 == " " }.reversed().map(String.init).joined()
    }
    let warnings = report.warnings.map { "  - \($0)" }
    return
      (lines + (warnings.isEmpty ? [] : ["", "warnings:"] + warnings)
      + ["", "\(market): the market document", "\(directory): \(CalibrationPage.fileName)", ""])
      .joined(separator: "\n")
  }
}
