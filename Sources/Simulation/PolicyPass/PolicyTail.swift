import RiskMeasures
import VectorMath

/// The worst losses of one subject under one policy, with their paths: as many as ES needs.
///
/// Losses are never negative, so that paths which are not kept count as 0 where the tail is short.
/// Equal losses are kept by path number, so that the tail is the same for any number of workers.
struct PolicyTail: Mergeable {
  struct Entry: Sendable {
    let loss: Double
    /// Interest income of the path, in the numeraire.
    let income: Double
    let path: UInt64
  }

  /// By ascending path.
  private(set) var entries: [Entry] = []
  private let limit: Int
  /// As many losses of earlier paths as are kept are at least this large.
  private var floor = 0.0

  /// - Parameter limit: Entries that are kept, at least 1.
  init(limit: Int) { self.limit = limit }

  /// Adds the positive losses of a block.
  ///
  /// - Parameter income: Interest income by path; `nil` where there is none.
  /// - Precondition: Its paths come after those of the blocks before.
  mutating func add(_ column: Column, income: Column?, firstPath: UInt64) {
    let least = Vector(repeating: floor)
    for v in 0..<PathBlock.vectorCount {
      var found = mask(least, lessThan: column[v])
      while found != 0 {
        let path = v * Vector.laneCount + found.trailingZeroBitCount
        found &= found &- 1
        entries.append(
          Entry(
            loss: column[path: path], income: income?[path: path] ?? 0,
            path: firstPath + UInt64(path)))
      }
    }
    if entries.count > 2 * limit + 4_096 { prune() }
  }

  mutating func merge(_ other: PolicyTail) {
    entries += other.entries
    entries.sort { $0.path < $1.path }
    prune()
  }

  /// The loss of so large a rank, from 1 for the largest; `nil` if there are fewer.
  func loss(rank: Int) -> Double? {
    guard entries.count >= rank else { return nil }
    return ascending(entries.map(\.loss))[entries.count - rank]
  }

  private mutating func prune() {
    guard entries.count > limit, let least = loss(rank: limit) else { return }
    var room = limit - entries.reduce(0) { $0 + ($1.loss > least ? 1 : 0) }
    entries.removeAll { entry in
      if entry.loss > least { return false }
      if entry.loss < least || room == 0 { return true }
      room -= 1
      return false
    }
    floor = least
  }
}

extension PolicyTail: BinaryCodable {
  func write(to writer: inout BinaryWriter) throws {
    try writer.write(entries.count)
    for entry in entries {
      try writer.write(entry.loss)
      try writer.write(entry.income)
      try writer.write(entry.path)
    }
  }

  mutating func read(from reader: inout BinaryReader) throws {
    let count = try reader.read(Int.self)
    guard count >= 0 else { throw BinaryReader.Failure.isOfAnotherPlan }
    for _ in 0..<count {
      entries.append(
        Entry(
          loss: try reader.read(), income: try reader.read(), path: try reader.read()))
    }
  }
}

/// ES of a tail with its influence function, by which two of them are compared on the same paths.
///
///     u(L) = max(0, L − VaR) / (1 − α),  ES = VaR + E[u],  Var(ES) = Var(u) / n
///     Var(ES_a − ES_b) = Var(u_a − u_b) / n
///
/// u is 0 below the quantile, so that the common tail holds all of it. VaR is the left-continuous
/// quantile. Reference: Hong, Hu and Liu (2014), doi:10.1145/2661631.
struct TailInfluence: Sendable {
  let valueAtRisk: Double
  let expectedShortfall: Estimate
  /// E[income × u].
  private let incomeProduct: Double
  /// Number of the paths above VaR and their influence, by ascending path.
  private let influence: [(path: UInt64, value: Double)]
  private let paths: Int

  /// Entries that a tail has to keep.
  static func limit(level: Level, paths: Int) -> Int { paths - level.rank(in: paths) + 1 }

  init(_ tail: PolicyTail, level: Level, paths: Int) {
    self.paths = paths
    let quantile = tail.loss(rank: Self.limit(level: level, paths: paths)) ?? 0
    valueAtRisk = quantile
    let scale = 1 / (1 - level.value)
    influence = tail.entries.filter { $0.loss > quantile }
      .map { ($0.path, ($0.loss - quantile) * scale) }
    incomeProduct =
      tail.entries.reduce(0) { $0 + $1.income * max(0, $1.loss - quantile) } * scale / Double(paths)
    let moments = Self.moments(influence.map(\.value), paths: paths)
    let value = quantile + moments.mean
    if influence.isEmpty {
      // No path beyond the quantile: the sample does not bound the shortfall.
      expectedShortfall = Estimate(
        value: value, standardError: .infinity, lower: value, upper: .infinity, confidence: 0.95,
        method: .unknown)
    } else {
      expectedShortfall = Estimate(value: value, standardError: moments.error)
    }
  }

  /// Mean income per unit of ES, by the delta method; `nil` where either is 0 or the sample does not bound
  /// ES.
  ///
  ///     Var(I / E) = (I / E)² (Var(I) / I² + Var(E) / E² − 2 Cov(I, E) / (I E))
  ///     Cov(I, E) = (E[income × u] − I (E − VaR)) / n
  func returnOnTail(income: Estimate) -> Estimate? {
    let shortfall = expectedShortfall
    guard shortfall.value > 0, shortfall.standardError.isFinite, income.value > 0 else {
      return nil
    }
    let value = income.value / shortfall.value
    let a = income.standardError / income.value
    let b = shortfall.standardError / shortfall.value
    // An income without error has nothing in common with the tail but rounding.
    let covariance =
      a == 0
      ? 0
      : (incomeProduct - income.value * (shortfall.value - valueAtRisk)) / Double(paths)
    let variance = a * a + b * b - 2 * covariance / (income.value * shortfall.value)
    return Estimate(value: value, standardError: value * max(0, variance).squareRoot())
  }

  /// ES of this tail minus that of another on the same paths.
  func difference(to other: TailInfluence) -> Estimate {
    var values: [Double] = []
    var i = 0
    var j = 0
    let a = influence
    let b = other.influence
    while i < a.count || j < b.count {
      let first = i < a.count ? a[i].path : .max
      let second = j < b.count ? b[j].path : .max
      var value = 0.0
      if first <= second {
        value += a[i].value
        i += 1
      }
      if second <= first {
        value -= b[j].value
        j += 1
      }
      values.append(value)
    }
    let moments = Self.moments(values, paths: paths)
    return Estimate(
      value: expectedShortfall.value - other.expectedShortfall.value, standardError: moments.error)
  }

  /// Mean over all paths and its standard error; paths that are not listed are 0.
  private static func moments(_ values: [Double], paths: Int) -> (mean: Double, error: Double) {
    var sum = CompensatedSum()
    var squares = CompensatedSum()
    for x in values {
      sum.add(x)
      squares.add(x * x)
    }
    let n = Double(paths)
    let mean = sum.value / n
    return (mean, (max(0, squares.value / n - mean * mean) / n).squareRoot())
  }
}
