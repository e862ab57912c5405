import Calibration
import Documents
import LinearAlgebra
package import Paths

/// The correlation of a calibrated market: estimated pairs, and those of the base document that no
/// history has decided.
package struct CorrelationWriter {
  private struct Pair {
    let first: String
    let second: String
    var value: Double
    let comment: String

    func joins(_ a: String, _ b: String) -> Bool { isSame((first, second), (a, b)) }
    var isPrior: Bool { comment == "prior" }
  }

  private var pairs: [Pair] = []
  /// What the repair moved; `nil` without one.
  package private(set) var repaired: CorrelationRepair?
  /// What was asked for and is not in the document, the gravest first.
  package private(set) var warnings: [FactorFit.Warning] = []

  /// - Parameters:
  ///   - base: The document whose correlations are priors.
  ///   - result: Estimated correlations, and the factors that they are between.
  package init(_ base: YAMLDocument, _ result: MarketCalibration) {
    let known = Self.basePairs(base)
    if let dependence = result.dependence {
      warnings = dependence.warnings
      for pair in dependence.pairs {
        guard let value = pair.correlation else { continue }
        let error = pair.standardError.map { "± \(YAMLText.short($0)), " } ?? ""
        pairs.append(
          Pair(
            first: pair.first, second: pair.second, value: value,
            comment: error + SeriesStep.words(pair.count, of: pair.interval)))
      }
      addRefused(dependence, known, result.factors)
    }
    for (first, second, value) in known where !pairs.contains(where: { $0.joins(first, second) }) {
      pairs.append(Pair(first: first, second: second, value: value, comment: "prior"))
    }
  }

  /// Pairs that history had to decide and has not: they stay as they were, at 0 where nothing was.
  private mutating func addRefused(
    _ dependence: FactorDependence, _ known: [(String, String, Double)], _ fits: [FactorFit]
  ) {
    let names = dependence.plan.factors
    if let absence = dependence.shrinkageAbsence {
      let instead = pairs.isEmpty ? "" : "; correlations are kendall's, pair by pair"
      warn("correlation: ledoit-wolf gives none (\(absence))\(instead)")
    }
    for (j, second) in names.enumerated() {
      for first in names[..<j] where !pairs.contains(where: { $0.joins(first, second) }) {
        let value = known.first { Self.isSame(($0.0, $0.1), (first, second)) }?.2 ?? 0
        pairs.append(Pair(first: first, second: second, value: value, comment: "prior"))
        warn(
          "correlation of \(first) and \(second): \(Self.reason(first, second, dependence, fits)); "
            + "it stays at \(YAMLText.short(value)) (prior)")
      }
    }
  }

  /// Why a pair has no estimate.
  private static func reason(
    _ first: String, _ second: String, _ dependence: FactorDependence, _ fits: [FactorFit]
  ) -> String {
    let missing = [first, second].filter { name in
      !fits.contains { $0.plan.factor == name && $0.fit != nil }
    }
    guard missing.isEmpty else { return "\(missing.joined(separator: " and ")) without estimate" }
    let pair = dependence.pairs.first { isSame(($0.first, $0.second), (first, second)) }
    return pair?.absence.map { "\($0)" } ?? "no estimate"
  }

  private static func isSame(_ a: (String, String), _ b: (String, String)) -> Bool {
    a == b || a == (b.1, b.0)
  }

  private mutating func warn(_ text: String) {
    warnings.append(.init(text: text, consequence: .substitution))
  }

  /// Pairs that rest on a judgement: two factors and their correlation.
  package var priors: [(first: String, second: String, value: Double)] {
    pairs.filter(\.isPrior).map { ($0.first, $0.second, $0.value) }
  }

  /// The section of the document; repairs the matrix first if it is none.
  package mutating func lines() -> [String] {
    guard !pairs.isEmpty else { return [] }
    repair()
    let judged = priors
    return ["", "correlation:", "  pairs:"]
      + pairs.map {
        "    - [\($0.first), \($0.second), \(YAMLText.short($0.value))]  # \($0.comment)"
      }
      + (judged.isEmpty ? [] : ["  priors:"] + judged.map { "    - [\($0.first), \($0.second)]" })
  }

  private mutating func repair() {
    var names: [String] = []
    for name in pairs.flatMap({ [$0.first, $0.second] }) where !names.contains(name) {
      names.append(name)
    }
    var matrix = Matrix.identity(names.count)
    for pair in pairs {
      guard let i = names.firstIndex(of: pair.first), let j = names.firstIndex(of: pair.second)
      else { continue }
      (matrix[i, j], matrix[j, i]) = (pair.value, pair.value)
    }
    do {
      let nearest = try NearestCorrelation(of: matrix)
      guard nearest.iterations > 0 else { return }
      let order = pairs.compactMap { pair in
        names.firstIndex(of: pair.first).flatMap { i in
          names.firstIndex(of: pair.second).map { (i, $0) }
        }
      }
      let repair = CorrelationRepair(from: matrix, to: nearest, names: names, pairs: order)
      repaired = repair
      // A hair inside, so that four digits leave it positive semidefinite.
      for j in names.indices {
        for i in 0..<j where abs(nearest.matrix[i, j]) > 1e-4 {
          set(names[i], names[j], nearest.matrix[i, j] * 0.999)
        }
      }
      warnings.append(
        .init(
          text: repair.description, consequence: repair.isLarge ? .substitution : .remark))
    } catch {
      warn("the correlation matrix could not be repaired: \(error)")
    }
  }

  private mutating func set(_ first: String, _ second: String, _ value: Double) {
    if let index = pairs.firstIndex(where: { $0.joins(first, second) }) {
      pairs[index].value = value
    } else {
      pairs.append(Pair(first: first, second: second, value: value, comment: "by the repair"))
    }
  }

  private static func basePairs(_ base: YAMLDocument) -> [(String, String, Double)] {
    guard
      case .mapping(let entries)? = base.entries.first(where: { $0.key == "correlation" })?
        .value.content
    else { return [] }
    func rows(_ key: String) -> [[String]] {
      guard
        case .sequence(let items)? = entries.first(where: { $0.key == key })?.value.content
      else { return [] }
      return items.map { item in
        guard case .sequence(let cells) = item.content else { return [YAMLText.inline(item)] }
        return cells.map(YAMLText.inline)
      }
    }
    let names = rows("factors").compactMap(\.first)
    let matrix = rows("matrix").enumerated().flatMap { i, row in
      row.indices.filter { $0 < i && i < names.count }.map { [names[$0], names[i], row[$0]] }
    }
    return (rows("pairs") + matrix).compactMap { cells in
      guard cells.count == 3, let value = Double(cells[2]) else { return nil }
      return (cells[0], cells[1], value)
    }
  }
}
