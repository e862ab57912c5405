/// How the values of one reference table came out.
package struct TableReport: Sendable {
  /// A claimed value that the engine does not reproduce.
  package struct Failure: Sendable, Hashable {
    /// Identifier of the case in its table.
    package let caseID: String
    /// Name of the value.
    package let quantity: String
    /// What the engine found, as printed.
    package let got: String
    /// What the table says, as printed.
    package let expected: String
    /// What was allowed and how the figure was found.
    package let detail: String
  }

  /// Values that the engine does not claim, for one reason.
  package struct Omission: Sendable, Hashable {
    /// Why they are not claimed, as `ReferenceCatalog` says.
    package let reason: String
    /// Names of the values, each once, as they were met.
    package internal(set) var quantities: [String]
    /// Number of the values, over all cases.
    package internal(set) var count: Int
  }

  /// Folder and name of the table.
  package let name: String
  /// Cases of the table.
  package internal(set) var caseCount = 0
  /// Values that agree in every way that they were found.
  package internal(set) var passed = 0
  /// In the order of the table.
  package internal(set) var failures: [Failure] = []
  /// In the order in which they were met.
  package internal(set) var omissions: [Omission] = []
  /// Mistakes of the file, which count as failures.
  package internal(set) var errors: [String] = []

  init(name: String) { self.name = name }

  /// Claimed values that do not agree; a file that cannot be read counts as one.
  package var failed: Int { failures.count + (errors.isEmpty ? 0 : 1) }
  /// Values that are not claimed, over all reasons.
  package var notCovered: Int { omissions.reduce(0) { $0 + $1.count } }
  /// Whether no claimed value fails and the file can be read.
  package var isPassing: Bool { failed == 0 }

  mutating func omit(_ quantity: String, because reason: String) {
    guard let i = omissions.firstIndex(where: { $0.reason == reason }) else {
      omissions.append(Omission(reason: reason, quantities: [quantity], count: 1))
      return
    }
    if !omissions[i].quantities.contains(quantity) { omissions[i].quantities.append(quantity) }
    omissions[i].count += 1
  }
}

extension TableReport {
  /// Compares a table with what a check finds.
  init(_ table: ReferenceTable, _ check: ReferenceCheck) {
    self.init(name: table.name)
    caseCount = table.cases.count
    var found: [(reference: ReferenceCase, row: ReferenceRow, figures: [ReferenceFigure])] = []
    for reference in table.cases {
      var claimed: [ReferenceRow] = []
      for row in reference.rows {
        if let reason = check.coverage.omission(of: row, in: reference) {
          omit(row.quantity, because: reason)
        } else {
          claimed.append(row)
        }
      }
      if claimed.isEmpty { continue }
      do {
        var figures = ReferenceFigures()
        try check.add(reference, &figures)
        for row in claimed {
          found.append((reference, row, figures.byQuantity[row.quantity] ?? []))
        }
      } catch {
        for row in claimed { fail(reference, row, got: "an error", detail: "\(error)") }
      }
    }
    let comparisons = found.reduce(0) { sum, entry in
      sum + (entry.row.sampleDeviation == nil ? 0 : entry.figures.count(where: \.isSimulated))
    }
    for (reference, row, figures) in found {
      compare(reference, row, figures, comparisons: comparisons)
    }
  }

  private mutating func compare(
    _ reference: ReferenceCase, _ row: ReferenceRow, _ figures: [ReferenceFigure],
    comparisons: Int
  ) {
    // A figure of a simulation has no tolerance where the table states no deviation.
    let usable = figures.filter { row.sampleDeviation != nil || !$0.isSimulated }
    if usable.isEmpty {
      fail(reference, row, got: "nothing", detail: "the check claims the value and finds none")
      return
    }
    for figure in usable {
      let comparison = ReferenceComparison(figure, row, comparisons: comparisons)
      if comparison.passes { continue }
      let allowed = comparison.allowed.map { "allowed difference \($0)" } ?? "an equal word"
      let ways = [allowed, figure.wayFound, figure.note].filter { !$0.isEmpty }
      fail(reference, row, got: figure.valueText, detail: ways.joined(separator: ", "))
      return
    }
    passed += 1
  }

  private mutating func fail(
    _ reference: ReferenceCase, _ row: ReferenceRow, got: String, detail: String
  ) {
    failures.append(
      Failure(
        caseID: reference.id, quantity: row.quantity, got: got, expected: row.expected,
        detail: detail))
  }
}

extension ReferenceFigure {
  var isSimulated: Bool { if case .simulated = method { true } else { false } }

  var valueText: String {
    switch value {
    case .number(let number): number.description
    case .word(let word): word
    }
  }

  var wayFound: String {
    switch method {
    case .analytic: ""
    case .simulated(let paths, _): "\(paths) paths"
    case .estimated(let standardError): "standard error \(standardError)"
    }
  }
}
