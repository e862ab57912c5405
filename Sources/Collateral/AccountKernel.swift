import VectorMath

/// A mark column with the units of one leg behind it.
struct WeightedColumn {
  let column: Column
  let weight: Double
}

extension Array where Element == WeightedColumn {
  /// Σ weight × column for four consecutive vectors of paths, so that sums stay in registers.
  @inline(__always)
  func sum(from v: Int) -> (Vector, Vector, Vector, Vector) {
    var a = Vector.zero
    var b = Vector.zero
    var c = Vector.zero
    var d = Vector.zero
    for entry in self {
      let weight = Vector(repeating: entry.weight)
      a = multiplyAdd(weight, entry.column[v], a)
      b = multiplyAdd(weight, entry.column[v + 1], b)
      c = multiplyAdd(weight, entry.column[v + 2], c)
      d = multiplyAdd(weight, entry.column[v + 3], d)
    }
    return (a, b, c, d)
  }

  /// Σ weight × column for one vector of paths.
  @inline(__always)
  func sum(at v: Int) -> Vector {
    var a = Vector.zero
    for entry in self { a = multiplyAdd(Vector(repeating: entry.weight), entry.column[v], a) }
    return a
  }
}

/// One account compiled against a worker's mark columns.
struct AccountKernel {
  /// Σ value × LT at oracle prices.
  let threshold: [WeightedColumn]
  let oracleDebt: [WeightedColumn]
  let marketCollateral: [WeightedColumn]
  let marketDebt: [WeightedColumn]
  let book: Int
  let adapter: any ProtocolAdapter
  let wholeAccountBonus: Double?

  init(_ account: Account, adapter: any ProtocolAdapter, marks: [Column]) {
    threshold = account.collateral.map {
      WeightedColumn(
        column: marks[$0.oracleMark], weight: $0.units * $0.terms.liquidationThreshold)
    }
    oracleDebt = account.debts.map {
      WeightedColumn(column: marks[$0.oracleMark], weight: $0.units)
    }
    marketCollateral = account.collateral.map {
      WeightedColumn(column: marks[$0.marketMark], weight: $0.units)
    }
    marketDebt = account.debts.map {
      WeightedColumn(column: marks[$0.marketMark], weight: $0.units)
    }
    book = account.book
    self.adapter = adapter
    wholeAccountBonus = adapter.wholeAccountBonus
  }

  /// Whether the account can ever be liquidated.
  var hasDebt: Bool { oracleDebt.contains { $0.weight > 0 } }
}
