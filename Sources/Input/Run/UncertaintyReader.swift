import Diagnostics
import Documents
import Market
import Studies
import VectorMath

/// Reads `parameterUncertainty` of a run document: whether the report draws the market's parameters.
///
///     parameterUncertainty: {batches: 50}
struct UncertaintyReader {
  let paths: Int
  let levels: [Double]
  let factors: FactorList

  static let key = "parameterUncertainty"
  static let batchRange = 10...10_000

  /// - Returns: `nil` after an error.
  func read(
    _ field: YAMLField, errors: inout [InputError], warnings: inout [InputError]
  ) -> ParameterUncertainty? {
    guard let reader = field.mapping(known: ["batches"], errors: &errors),
      let batchField = reader.required("batches", "50", errors: &errors),
      let batches = batchField.integer(
        in: Self.batchRange, hint: "30 to 100 are usual", errors: &errors)
    else { return nil }
    let before = errors.count
    let blocks = (paths + PathBlock.pathCount - 1) / PathBlock.pathCount
    if batches > blocks {
      errors.append(
        batchField.refused(
          "\(paths) paths are \(blocks) blocks of \(PathBlock.pathCount), and a batch has at least one",
          hint: "run at least \(batches * PathBlock.pathCount) paths, or lower batches"))
    }
    if factors.estimates.isEmpty {
      errors.append(
        InputError(
          "\(field.path) draws estimated parameters, but no factor of the market has standard errors",
          at: field.location,
          hint:
            "make the market with `lstrisk calibrate`, which writes estimates: below its factors, or remove \(Self.key)"
        ))
    }
    let drawn = factors.estimates.compactMap { estimates in
      factors.definitions.firstIndex { $0.name == estimates.factor }.flatMap {
        estimates.drawn(index: $0, errors: &errors)
      }
    }
    guard errors.count == before else { return nil }
    warnings += levelWarnings(batches, batchField)
    return ParameterUncertainty(batches: batches, factors: drawn)
  }

  private func levelWarnings(_ batches: Int, _ field: YAMLField) -> [InputError] {
    let beyond = levels.filter {
      !ParameterUncertainty.reaches($0, paths: paths, batches: batches)
    }
    guard let lowest = beyond.first else { return [] }
    let least = Double(ParameterUncertainty.leastTailPaths)
    let needed = least / (1 - lowest) * Double(batches) * (1 - 1e-9)
    return [
      InputError(
        "\(field.path) is \(batches): of \(paths / batches) paths in a batch fewer than \(brief(least)) lie beyond \(listed(beyond.map { "\($0)" }, "and")), whose parameter uncertainty is not reported",
        at: field.location,
        hint: "run at least \(brief(needed.rounded(.up))) paths, or lower batches",
        severity: .warning)
    ]
  }
}
