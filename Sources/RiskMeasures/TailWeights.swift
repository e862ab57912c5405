import VectorMath

/// The loss of one path of a tail.
public struct TailPath: Sendable, Hashable {
  /// Loss in the numeraire, positive = bad.
  public let loss: Double
  /// Global path number.
  public let path: Int

  public init(loss: Double, path: Int) {
    self.loss = loss
    self.path = path
  }
}

/// How much each path counts in an expected shortfall: the weights of its Euler contributions.
///
/// A path above VaR weighs 1 / (n(1 − α)); the paths whose loss equals VaR share the rest of 1
/// equally, so the result does not depend on the order of tied paths. If components add up to the
/// loss on every path, their weighted sums add up to ES.
/// Reference: Tasche (1999), "Risk contributions and performance measurement".
public struct TailWeights: Sendable {
  /// The paths that count, ascending by number.
  public let paths: [Int]
  /// Their weights, positive, adding up to 1. Same order as `paths`.
  public let weights: [Double]
  /// x_(⌈n α⌉).
  public let valueAtRisk: Double
  /// Positions in `paths` from the smallest loss to the largest; ties by path number.
  private let byLoss: [Int]
  private let tiedCount: Int
  /// n(1 − α).
  private let tailPaths: Double
  private let tailShare: Double

  /// - Parameters:
  ///   - tail: Every path whose loss reaches some threshold, in any order; if VaR is an atom, all
  ///     of its paths.
  ///   - count: Number of paths of the run.
  /// - Throws: `SampleError.empty`, `SampleError.notFinite`, or `SampleError.tailTooShort` if VaR
  ///   lies below the smallest loss of `tail`.
  public init(tail: [TailPath], of count: Int, level: Level) throws(SampleError) {
    if count <= 0 || tail.isEmpty { throw .empty }
    precondition(tail.count <= count, "a tail has at most all paths")
    try requireFinite(tail.map(\.loss))
    let descending = tail.sorted { ($1.loss, $0.path) < ($0.loss, $1.path) }
    let rank = level.rank(in: count)
    let position = count - rank
    if position >= tail.count {
      throw .tailTooShort(neededRank: rank, heldFrom: count - tail.count + 1)
    }
    let threshold = descending[position].loss
    let used = descending.prefix { $0.loss >= threshold }.sorted { $0.path < $1.path }
    let tied = used.count { $0.loss == threshold }
    let n = Double(count)
    let mass = n - level.position(in: count)
    let tiedWeight = (mass - Double(used.count - tied)) / Double(tied) / mass
    paths = used.map(\.path)
    weights = used.map { $0.loss > threshold ? 1 / mass : tiedWeight }
    valueAtRisk = threshold
    byLoss = used.indices.sorted { (used[$0].loss, $0) < (used[$1].loss, $1) }
    tiedCount = tied
    tailPaths = mass
    tailShare = mass / n
  }

  /// The Euler contribution of one component: its weighted mean over the tail.
  ///
  /// Its variance follows from the influence of one path on a tail mean whose threshold is
  /// estimated too:
  ///
  ///     (E[(X − m)² | tail] − (1 − α)(C − m)²) / (n(1 − α)),   m = E[X | L = VaR]
  ///
  /// which for X = L is the variance of expected shortfall. m is estimated by the mean over the
  /// paths at VaR and the next √(n(1 − α)) losses above it.
  ///
  /// - Parameter component: The component on each of `paths`, in that order, finite.
  /// - Returns: The contribution in the unit of the component; a normal interval. The standard
  ///   error is infinite if no path lies above VaR.
  public func contribution(of component: [Double], confidence: Double = 0.95) -> Estimate {
    precondition(component.count == paths.count, "one value a path of the tail")
    var sum = CompensatedSum()
    for i in component.indices { sum.add(weights[i] * component[i]) }
    let value = sum.value
    if tiedCount == paths.count {
      return Estimate(
        value: value, standardError: .infinity, lower: -.infinity, upper: .infinity,
        confidence: confidence, method: .unknown)
    }
    let nearest = byLoss.prefix(tiedCount + Int(tailPaths.squareRoot().rounded(.up)))
    let boundary = CompensatedSum(nearest.lazy.map { component[$0] }).value / Double(nearest.count)
    var squares = CompensatedSum()
    for i in component.indices {
      let d = component[i] - boundary
      squares.add(weights[i] * d * d)
    }
    let shift = value - boundary
    let variance = max(0, squares.value - tailShare * shift * shift) / tailPaths
    return Estimate(
      value: value, standardError: variance.squareRoot(), confidence: confidence)
  }
}
