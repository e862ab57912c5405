/// What the engine found for one expected value.
package struct ReferenceFigure: Sendable, Hashable {
  /// A figure as tables print it.
  package enum Value: Sendable, Hashable {
    case number(Double)
    /// A verdict, digits, or bits: compared as text.
    case word(String)
  }

  /// How it was found, which decides what is allowed between it and the table.
  package enum Method: Sendable, Hashable {
    /// Compared with the table's tolerances.
    case analytic
    /// Compared with the table's standard deviation of one sample.
    ///
    /// - Parameters:
    ///   - paths: Independent samples behind the figure.
    ///   - standardErrors: Errors that are allowed where not the table's number of comparisons
    ///     decides.
    case simulated(paths: Int, standardErrors: Double?)
    /// Compared with the table's tolerances, widened by the figure's own standard error.
    case estimated(standardError: Double)
  }

  /// The figure itself.
  package let value: Value
  /// How it was found.
  package let method: Method
  /// How it was found, for example `512 steps`; empty if there is one way only.
  package let note: String
}

/// The engine's figures of one case by quantity; a quantity may be found in several ways.
package struct ReferenceFigures: Sendable {
  /// Every figure found, in the order of finding.
  package private(set) var byQuantity: [String: [ReferenceFigure]] = [:]

  /// Nothing is found yet.
  package init() {}

  /// Adds a number that is compared with the table's tolerances.
  mutating func add(_ quantity: String, _ value: Double, note: String = "") {
    add(quantity, ReferenceFigure(value: .number(value), method: .analytic, note: note))
  }

  /// Adds a word that is compared as text.
  mutating func add(_ quantity: String, word: String, note: String = "") {
    add(quantity, ReferenceFigure(value: .word(word), method: .analytic, note: note))
  }

  /// Adds an estimate from independent paths.
  mutating func add(
    _ quantity: String, simulated value: Double, paths: Int, standardErrors: Double? = nil,
    note: String = ""
  ) {
    add(
      quantity,
      ReferenceFigure(
        value: .number(value),
        method: .simulated(paths: paths, standardErrors: standardErrors), note: note))
  }

  /// Adds an estimate that knows its own error, where the table states tolerances alone.
  mutating func add(
    _ quantity: String, _ value: Double, standardError: Double, note: String = ""
  ) {
    add(
      quantity,
      ReferenceFigure(
        value: .number(value), method: .estimated(standardError: standardError), note: note))
  }

  private mutating func add(_ quantity: String, _ figure: ReferenceFigure) {
    byQuantity[quantity, default: []].append(figure)
  }
}
