import RiskMeasures
import VectorMath

/// Figures of a value V at the horizon and of the loss V₀ − V, by the names of the tables.
///
///     mean, log_mean, quantile_p (of V), var_a, es_a (of the loss), prob_below_x, prob_below_x pct
struct TerminalLaw {
  let values: LossSample
  let losses: LossSample
  let initial: Double

  /// - Parameters:
  ///   - values: V by path.
  ///   - initial: V₀, in the same unit.
  init(values: [Double], initial: Double) throws {
    self.values = try LossSample(values)
    losses = try LossSample(values.map { initial - $0 })
    self.initial = initial
  }

  var paths: Int { values.count }

  /// Adds the quantities of a case that speak of the law.
  func add(_ reference: ReferenceCase, to figures: inout ReferenceFigures, note: String = "") {
    for row in reference.rows {
      if let value = value(of: row.quantity) {
        figures.add(row.quantity, simulated: value, paths: paths, note: note)
      }
    }
  }

  /// The value of a quantity, or `nil` if its name says nothing to it.
  private func value(of quantity: String) -> Double? {
    if quantity == "mean" { return values.moments.mean }
    guard let (name, argument) = Self.split(quantity) else { return nil }
    switch name {
    case "quantile" where Self.isLevel(argument):
      return values.quantiles([Level(argument)])[0]
    case "var" where Self.isLevel(argument):
      return losses.valueAtRisk(level: Level(argument)).value
    case "es" where Self.isLevel(argument):
      return losses.expectedShortfall(level: Level(argument)).value
    case "prob_below": return share(below: argument)
    case "prob_below_pct": return share(below: argument / 100 * initial)
    default: return nil
    }
  }

  /// P(V < x), as a share of paths.
  private func share(below x: Double) -> Double {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values.loss(rank: middle + 1) < x { low = middle + 1 } else { high = middle }
    }
    return ProbabilityEstimate(successes: low, trials: values.count).value
  }

  /// A name and the number behind its last underscore.
  private static func split(_ quantity: String) -> (name: String, argument: Double)? {
    guard let end = quantity.lastIndex(of: "_") else { return nil }
    var argument = String(quantity[quantity.index(after: end)...])
    var name = String(quantity[..<end])
    if argument.hasSuffix("pct") {
      argument.removeLast(3)
      name += "_pct"
    }
    return Double(argument).map { (name, $0) }
  }

  private static func isLevel(_ x: Double) -> Bool { x > 0 && x < 1 }
}
