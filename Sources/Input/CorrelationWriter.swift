import Calibration
import LinearAlgebra

/// The correlation of a calibrated market: estimated pairs, and those of the base document that no
/// history has decided.
struct CorrelationWriter {
  private struct Pair {
    let first: String
    let second: String
    var value: Double
    let comment: String
  }

  private var pairs: [Pair] = []
  private(set) var moved = 0.0
  private(set) var warnings: [String] = []

  init(_ base: YAMLDocument, _ dependence: FactorDependence?) {
    warnings = dependence?.warnings ?? []
    for pair in dependence?.pairs ?? [] {
      guard let value = pair.correlation else { continue }
      let error = pair.standardError.map { "± \(YAMLText.short($0)), " } ?? ""
      pairs.append(
        Pair(
          first: pair.first, second: pair.second, value: value,
          comment: error + SeriesStep.words(pair.count, of: pair.interval)))
    }
    for (first, second, value) in Self.basePairs(base) {
      let isKnown = pairs.contains { pair in
        (pair.first, pair.second) == (first, second) || (pair.first, pair.second) == (second, first)
      }
      if !isKnown {
        pairs.append(Pair(first: first, second: second, value: value, comment: "prior"))
      }
    }
  }

  /// The section of the document; repairs the matrix first if it is none.
  mutating func lines() -> [String] {
    guard !pairs.isEmpty else { return [] }
    repair()
    return ["", "correlation:", "  pairs:"]
      + pairs.map {
        "    - [\($0.first), \($0.second), \(YAMLText.short($0.value))]  # \($0.comment)"
      }
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
      moved = nearest.distance
      // A hair inside, so that four digits leave it positive semidefinite.
      for j in names.indices {
        for i in 0..<j where abs(nearest.matrix[i, j]) > 1e-4 {
          set(names[i], names[j], nearest.matrix[i, j] * 0.999)
        }
      }
      warnings.append(
        "the pairs of correlations made no correlation matrix and were moved to the nearest one, "
          + "by \(YAMLText.short(moved)) in all (Frobenius norm)")
    } catch {
      warnings.append("the correlation matrix could not be repaired: \(error)")
    }
  }

  private mutating func set(_ first: String, _ second: String, _ value: Double) {
    let index = pairs.firstIndex { pair in
      (pair.first, pair.second) == (first, second) || (pair.first, pair.second) == (second, first)
    }
    if let index {
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
