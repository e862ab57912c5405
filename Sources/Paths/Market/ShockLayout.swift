import Processes

/// The numbering of the random columns: correlated shocks first, then the independent ones, then the
/// column that drives the chi-square of a Student-t dependence.
struct ShockLayout {
  /// Names of the correlated shocks, in column order.
  let correlated: [String]
  /// Names of the others, in column order.
  let independent: [String]
  /// Columns by factor, in the order of its `shocks`.
  let columns: [[Int]]

  init(_ definitions: [FactorDefinition], dependence: Dependence) {
    var correlated: [String] = []
    var independent: [String] = []
    for definition in definitions {
      for shock in definition.process.shocks {
        let name = Self.name(definition.name, shock)
        if shock.isCorrelated { correlated.append(name) } else { independent.append(name) }
      }
    }
    if case .studentT = dependence { independent.append("dependence.chi-square") }
    var nextCorrelated = 0
    var nextIndependent = correlated.count
    var columns: [[Int]] = []
    for definition in definitions {
      columns.append(
        definition.process.shocks.map { shock in
          if shock.isCorrelated {
            nextCorrelated += 1
            return nextCorrelated - 1
          }
          nextIndependent += 1
          return nextIndependent - 1
        })
    }
    self.correlated = correlated
    self.independent = independent
    self.columns = columns
  }

  /// The name of a shock in a correlation: the factor's, with the suffix if it has one.
  static func name(_ factor: String, _ shock: Shock) -> String {
    shock.name.isEmpty ? factor : "\(factor).\(shock.name)"
  }
}
