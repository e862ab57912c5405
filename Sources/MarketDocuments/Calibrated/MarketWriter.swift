import Calibration
import Diagnostics
import Documents

/// Writes a calibrated market document line by line.
package struct MarketWriter {
  private let source: MarketSource
  private let result: MarketCalibration
  /// Parameters that history has not decided: factor, then parameters; all of a factor without fit.
  package private(set) var priors: [(factor: String, parameters: [String])] = []
  /// Everything to be warned of, the gravest first.
  package private(set) var warnings: [InputError]
  /// The section `correlation`.
  package private(set) var correlation: CorrelationWriter

  /// - Parameters:
  ///   - source: What history and the base document say beside the estimates.
  ///   - result: The estimates of some of the base document's factors.
  package init(_ source: MarketSource, _ result: MarketCalibration) {
    self.source = source
    self.result = result
    warnings = source.warnings
    correlation = CorrelationWriter(source.base, result)
  }

  /// The document's text, whose numbers are estimates where there are some, else those of the base
  /// document as priors. `priors` and `warnings` are complete after it.
  ///
  /// - Parameter version: Of the program, for the first line.
  package mutating func document(version: String) -> String {
    let correlations = correlation.lines()
    note(correlation.warnings, at: source.correlationPlace)
    let told = warnings.filter { $0.consequence < .remark }.map(\.message)
    let carried = CarriedNotes(source.base, result).texts.filter { !told.contains($0) }
    var lines = header(version)
    for entry in source.base.entries {
      switch entry.key {
      case "asOf":
        lines.append("asOf: \(source.asOf)")
        lines += CalibrationNotes.lines(told + carried, indent: 0)
      case "source":
        lines += [
          "source: "
            + YAMLText.quoted("History up to \(source.asOf), by lstrisk calibrate \(version)")
        ]
      case "factors": lines += [""] + factors(entry.value)
      case "tokens": lines += [""] + tokens(entry.value)
      case "correlation", CalibrationNotes.key: continue
      default: lines += [""] + YAMLText.lines(entry.key, entry.value, indent: 0)
      }
    }
    lines += correlations
    warnings = InputErrors(warnings).errors
    return lines.joined(separator: "\n") + "\n"
  }

  /// Keeps warnings that begin with what they are about.
  private mutating func note(
    _ found: [FactorFit.Warning], of factor: String? = nil, at place: SourceLocation
  ) {
    warnings += found.map { warning in
      .warning(
        (factor.map { "\($0): " } ?? "") + warning.text, at: place, warning.consequence)
    }
  }

  /// Comments: what made the document from which bytes, and how its comments are read.
  private func header(_ version: String) -> [String] {
    ["# Made by lstrisk calibrate \(version) from history up to \(source.asOf):"]
      + source.inputs.map { "#   \($0.sha256)  \($0.path)" }
      + [
        "# Behind a number: ± its standard error (its 95 % interval), or «prior» where history has",
        "# not decided it. `prior: true` marks entries with at least one prior. `estimates` says what",
        "# `parameterUncertainty` of a run draws from: normal on the log of the distance to `above`, on",
        "# the log odds `within` two ends, or as it stands.",
      ]
  }

  private mutating func factors(_ node: YAMLNode) -> [String] {
    guard case .mapping(let entries) = node.content else { return [] }
    return ["factors:"] + entries.flatMap { entry -> [String] in factor(entry.key, entry.value) }
  }

  private mutating func factor(_ name: String, _ node: YAMLNode) -> [String] {
    guard case .mapping(let entries) = node.content,
      let found = result.factors.first(where: { $0.plan.factor == name })
    else {
      notePriors(name, node)
      return YAMLText.lines(name, node, indent: 2)
    }
    var remarks = found.warnings
    defer { note(remarks, of: name, at: source.factorPlaces[name] ?? source.correlationPlace) }
    guard let fit = found.fit else { return refused(name, entries, remarks) }
    let process = entries.first { $0.key == "process" }.map { YAMLText.inline($0.value) }
    let isSame = process == fit.process
    var values = found.processParameters
    var lines = ["  \(name):", "    process: \(fit.process)"]
    var left: [String] = []
    var dropped: [String] = []
    for entry in entries where !FactorWords.ofEveryFactor.contains(entry.key) {
      if let value = values.removeValue(forKey: entry.key) {
        lines.append(line(entry.key, value, fit))
      } else if isSame {
        let isNumber = YAMLText.isNumber(entry.value)
        if isNumber && !Self.conventions.contains(entry.key) { left.append(entry.key) }
        lines.append(
          "    \(entry.key): \(YAMLText.inline(entry.value))"
            + (isNumber && !Self.conventions.contains(entry.key) ? "  # prior" : ""))
      } else {
        dropped.append(entry.key)
      }
    }
    if !dropped.isEmpty, let process {
      let text =
        "the process was \(process) and is \(fit.process) now; "
        + "\(dropped.joined(separator: ", ")) of the market document are left out"
      remarks.append(.init(text: text, consequence: .substitution))
    }
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      lines.append(line(key, value, fit))
    }
    lines += EstimatesWriter.lines(fit, Array(found.processParameters.keys))
    lines.append("    source: " + YAMLText.quoted(Self.source(found, fit)))
    if !left.isEmpty {
      lines.append("    prior: true")
      priors.append((name, left))
    }
    return lines + notes(remarks)
  }

  /// A factor whose estimator refused: its numbers stay, as priors.
  private mutating func refused(
    _ name: String, _ entries: [YAMLEntry], _ remarks: [FactorFit.Warning]
  ) -> [String] {
    var left: [String] = []
    var lines = ["  \(name):"]
    for entry in entries where !["prior", CalibrationNotes.key].contains(entry.key) {
      let isPrior = YAMLText.isNumber(entry.value) && !Self.conventions.contains(entry.key)
      if isPrior { left.append(entry.key) }
      lines.append(
        "    \(entry.key): \(YAMLText.inline(entry.value))\(isPrior ? "  # prior" : "")")
    }
    priors.append((name, left))
    return lines + ["    prior: true"] + notes(remarks)
  }

  /// What was asked of a factor and not done, for its entry.
  private func notes(_ remarks: [FactorFit.Warning]) -> [String] {
    CalibrationNotes.lines(
      remarks.filter { $0.consequence < .remark }.map(\.text), indent: 4)
  }

  /// Numbers of processes that are neither estimates nor judgements about the market.
  private static let conventions: Set<String> = ["bound"]

  private mutating func notePriors(_ name: String, _ node: YAMLNode) {
    guard case .mapping(let entries) = node.content else { return }
    let isPrior = entries.contains {
      $0.key == "prior" && YAMLText.inline($0.value) == "true"
    }
    if isPrior {
      let numbers = entries.filter {
        YAMLText.isNumber($0.value) && !Self.conventions.contains($0.key)
      }.map(\.key)
      priors.append((name, numbers))
    }
  }

  private func line(_ key: String, _ value: Double, _ fit: ProcessFit) -> String {
    let estimate = fit.parameters.first { $0.name == key }
    var text = "    \(key): \(YAMLText.number(value, error: estimate?.standardError))"
    if let estimate, let error = estimate.standardError {
      text += "  # ± \(YAMLText.short(error))"
      if let interval = estimate.interval {
        text +=
          " (\(YAMLText.short(interval.lowerBound)) to \(YAMLText.short(interval.upperBound)))"
      }
    }
    return text
  }

  /// Estimator, series, window, size and likelihood of a fit.
  private static func source(_ found: FactorFit, _ fit: ProcessFit) -> String {
    let series = found.plan.series
    let window =
      if let first = series.dates.first, let last = series.dates.last { "\(first) to \(last)" } else
      {
        "no dates"
      }
    let errors = fit.parameters.contains {
      $0.name == "measurementError" && $0.standardError != nil
    }
    return "\(fit.estimator) of \(series.name) (\(series.origin)), \(window), "
      + "\(fit.observationCount) observations, log-likelihood \(YAMLText.short(fit.logLikelihood))"
      + (errors ? ", with measurement error" : "")
  }

  private func tokens(_ node: YAMLNode) -> [String] {
    guard case .mapping(let entries) = node.content else { return [] }
    return ["tokens:"]
      + entries.map { entry in
        let values = source.tokens.filter { $0.symbol == entry.key }
        guard !values.isEmpty, case .mapping(let fields) = entry.value.content else {
          return "  \(entry.key): \(YAMLText.inline(entry.value))"
        }
        let parts = fields.map { field in
          let value = values.first { $0.key == field.key }
          return "\(field.key): "
            + (value.map { YAMLText.number($0.value) } ?? YAMLText.inline(field.value))
        }
        let origins = values.map { "\($0.key): \($0.series), \($0.date)" }
        return "  \(entry.key): {\(parts.joined(separator: ", "))}  # "
          + origins.joined(separator: "; ")
      }
  }
}
