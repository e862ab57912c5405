import Diagnostics
import Documents
import Paths

/// Reads the correlation of the shocks, as pairs or as a matrix.
enum CorrelationReader {
  /// What the section says.
  struct Section {
    let definition: CorrelationDefinition
    /// Pairs that rest on a judgement, in words.
    let priors: [String]
  }

  /// - Parameter repairs: Whether a matrix that is none is moved whatever the section says: for a
  ///   document that is only started from.
  static func read(
    _ field: YAMLField, factors: FactorList, repairs always: Bool = false,
    errors: inout [InputError]
  ) -> Section? {
    let before = errors.count
    let keys = ["repair", "pairs", "factors", "matrix", "priors"]
    guard
      let reader = field.mapping(
        known: keys, hint: "write pairs: below it, or factors: and matrix:", errors: &errors)
    else { return nil }
    let repairs = reader["repair"].map { $0.flag(errors: &errors) ?? false } ?? false
    var pairs: [CorrelationDefinition.Pair] = []
    switch (reader["pairs"], reader["matrix"]) {
    case (let list?, nil):
      if let extra = reader["factors"] {
        errors.append(
          InputError(
            "correlation has the key 'factors' without a matrix", at: extra.location,
            hint: "remove it: pairs name their factors"))
      }
      pairs = self.pairs(list, errors: &errors)
    case (nil, let matrix?):
      if let names = reader.required("factors", "the list of names of the rows", errors: &errors) {
        pairs = self.matrix(matrix, names, errors: &errors)
      }
    case (nil, nil):
      errors.append(
        InputError(
          "correlation has neither pairs nor a matrix", at: reader.location,
          hint: "write one of them, or leave correlation out: shocks are then uncorrelated"))
    case (_?, let matrix?):
      errors.append(
        InputError(
          "correlation has both pairs and a matrix", at: matrix.location,
          hint: "keep one of the two"))
    }
    if !factors.isComplete { checkNames(pairs, factors, errors: &errors) }
    let priors = reader["priors"].map { self.priors($0, among: pairs, errors: &errors) } ?? []
    guard errors.count == before else { return nil }
    return Section(
      definition: CorrelationDefinition(
        pairs: pairs, repairs: repairs || always, location: field.location),
      priors: priors)
  }

  /// The pairs that are judgements; each has its value among the correlations.
  private static func priors(
    _ field: YAMLField, among pairs: [CorrelationDefinition.Pair], errors: inout [InputError]
  ) -> [String] {
    let form = "write [eth, usdc-peg]: two factors whose correlation stands above"
    let known = Set(pairs.map { Set([$0.first, $0.second]) })
    var words: [String] = []
    for item in field.items("a list of pairs", hint: form, errors: &errors) ?? [] {
      guard let parts = item.items("a list of two names", hint: form, errors: &errors) else {
        continue
      }
      let names = parts.compactMap { $0.text("the name of a factor", errors: &errors) }
      guard names.count == parts.count else { continue }
      guard names.count == 2, known.contains(Set(names)) else {
        errors.append(
          InputError(
            "\(item.path) is no pair that has a correlation", at: item.location, hint: form))
        continue
      }
      words.append("correlation of \(names[0]) and \(names[1])")
    }
    return words
  }

  private static func pairs(
    _ field: YAMLField, errors: inout [InputError]
  ) -> [CorrelationDefinition.Pair] {
    let form = "write [eth, wsteth-discount, -0.3]: two factors and their correlation"
    var pairs: [CorrelationDefinition.Pair] = []
    var lines: [Set<String>: Int] = [:]
    for item in field.items("a list of pairs", hint: form, errors: &errors) ?? [] {
      guard let parts = item.items("a list of two names and a number", hint: form, errors: &errors)
      else { continue }
      guard parts.count == 3 else {
        errors.append(
          InputError(
            "\(item.path) has \(parts.count) values; it must have two names and a number",
            at: item.location, hint: form))
        continue
      }
      let first = parts[0].text("the name of a factor", errors: &errors)
      let second = parts[1].text("the name of a factor", errors: &errors)
      let value = parts[2].number(errors: &errors)
      guard let first, let second, let value else { continue }
      if let line = lines[[first, second]] {
        errors.append(
          InputError(
            "\(item.path) is the pair \(first) and \(second) again; it stands in line \(line) already",
            at: item.location, hint: "keep one of them"))
        continue
      }
      lines[[first, second]] = item.location.line
      pairs.append(.init(first, second, value, at: item.location))
    }
    return pairs
  }

  private static func matrix(
    _ field: YAMLField, _ namesField: YAMLField, errors: inout [InputError]
  ) -> [CorrelationDefinition.Pair] {
    let names =
      (namesField.items("a list of factors", hint: "write [eth, usdc-peg]", errors: &errors) ?? [])
      .map { $0.text("the name of a factor", errors: &errors) ?? "" }
    for (i, name) in names.enumerated() where names[..<i].contains(name) && !name.isEmpty {
      errors.append(
        InputError(
          "\(namesField.path)[\(i)] is \(shown(name)) again", at: namesField.location,
          hint: "each factor has one row"))
    }
    let form = "a matrix of \(names.count) rows of \(names.count) numbers"
    let rows = field.items(form, hint: "write [[1, -0.3], [-0.3, 1]]", errors: &errors) ?? []
    var pairs: [CorrelationDefinition.Pair] = []
    checkCount(field, rows.count, names.count, "rows", errors: &errors)
    for (i, row) in rows.enumerated() {
      let cells =
        row.items("a list of \(names.count) numbers", hint: "write [1, -0.3]", errors: &errors)
        ?? []
      checkCount(row, cells.count, names.count, "numbers", errors: &errors)
      for (j, cell) in cells.enumerated() {
        guard let value = cell.number(errors: &errors), i < names.count, j < names.count,
          !names[i].isEmpty, !names[j].isEmpty
        else { continue }
        pairs.append(.init(names[i], names[j], value, at: cell.location))
      }
    }
    return pairs
  }

  private static func checkCount(
    _ field: YAMLField, _ count: Int, _ expected: Int, _ what: String, errors: inout [InputError]
  ) {
    if case .sequence = field.node.content, count != expected {
      errors.append(
        InputError(
          "\(field.path) has \(count) \(what); it must have \(expected), one for each of factors",
          at: field.location, hint: "a correlation matrix is square, with 1 on its diagonal"))
    }
  }

  /// Checks names where factors with mistakes keep the correlation from being built.
  private static func checkNames(
    _ pairs: [CorrelationDefinition.Pair], _ factors: FactorList, errors: inout [InputError]
  ) {
    for pair in pairs {
      for name in [pair.first, pair.second]
      where !factors.names.contains(where: { name == $0 || name.hasPrefix($0 + ".") }) {
        errors.append(
          InputError(
            "correlation names the unknown factor \(shown(name))", at: pair.location,
            hint: didYouMean(name, among: factors.names) ?? "declare it under factors"))
      }
    }
  }
}
