import Foundation

/// The law of a clamped Student-t log return, and the logarithm of its mean growth factor.
///
///     q = clamp(s t, −B, B),  t Student t with ν degrees of freedom and unit scale
///     c(s) = ln E[e^q]
///
/// E[e^(st)] itself is infinite for every s > 0; the clamp makes it finite, and q − c(s) then keeps
/// the expected price. With t = √ν sinh u the density of t becomes C cosh^(−ν) u, smooth on the
/// scale of u, so that Gauss-Legendre panels integrate it; relative accuracy of c about 1e-13.
package struct ClampedStudentT: Sendable {
  /// ν.
  package let degreesOfFreedom: Double
  /// B, largest log return of a step.
  package let bound: Double
  /// Width of a panel in u.
  private let panel: Double
  /// sinh u and weight × cosh^(−ν) u at the nodes, panel after panel from u = 0.
  private let nodes: [(sinh: Double, weight: Double)]
  /// Σ of the weights from panel k to the end.
  private let tails: [Double]

  /// - Parameters:
  ///   - degreesOfFreedom: ν, at least 3: below it the tail of daily returns has no finite skew.
  ///   - bound: B, positive.
  package init(degreesOfFreedom: Double, bound: Double) {
    precondition(
      degreesOfFreedom >= 3 && bound > 0, "the clamped law needs ν ≥ 3 and a positive bound")
    self.degreesOfFreedom = degreesOfFreedom
    self.bound = bound
    let panel = min(1, 3 / degreesOfFreedom.squareRoot())
    self.panel = panel
    // cosh^(−ν) u < 2^ν e^(−νu) falls below 1e-20 of its start where u = ln 2 + 46 / ν.
    let count = Int(((0.6932 + 46 / degreesOfFreedom) / panel).rounded(.up))
    var nodes: [(sinh: Double, weight: Double)] = []
    for k in 0..<count {
      nodes += Self.nodes(from: Double(k) * panel, width: panel, degreesOfFreedom)
    }
    self.nodes = nodes
    var tails = [Double](repeating: 0, count: count + 1)
    let perPanel = GaussLegendre.points.count
    for k in (0..<count).reversed() {
      tails[k] = nodes[k * perPanel..<(k + 1) * perPanel].reduce(tails[k + 1]) { $0 + $1.weight }
    }
    self.tails = tails
  }

  /// c(s) and its derivative in s.
  ///
  /// - Parameter s: Scale of t, not negative.
  package func logMean(scale s: Double) -> (value: Double, slope: Double) {
    guard s > 0 else { return (0, 0) }
    let stretch = s * degreesOfFreedom.squareRoot()
    let kink = asinh(bound / stretch)
    let inside = min(Int(kink / panel), tails.count - 1)
    let perPanel = GaussLegendre.points.count
    // E[e^q] − 1 = E[cosh q − 1] by symmetry, and cosh x − 1 = 2 sinh²(x/2) keeps its digits.
    var excess = 0.0
    var slope = 0.0
    var beyond = tails[inside]
    func add(_ node: (sinh: Double, weight: Double)) {
      let half = sinh(stretch * node.sinh / 2)
      excess += node.weight * 2 * half * half
      slope += node.weight * node.sinh * 2 * half * (1 + half * half).squareRoot()
    }
    for node in nodes[..<(inside * perPanel)] { add(node) }
    if inside < tails.count - 1 {
      let start = Double(inside) * panel
      for node in Self.nodes(from: start, width: kink - start, degreesOfFreedom) {
        add(node)
        beyond -= node.weight
      }
    }
    let half = sinh(bound / 2)
    excess = (excess + max(beyond, 0) * 2 * half * half) / tails[0]
    slope *= degreesOfFreedom.squareRoot() / tails[0]
    return (log1p(excess), slope / (1 + excess))
  }

  private static func nodes(
    from start: Double, width: Double, _ degreesOfFreedom: Double
  ) -> [(sinh: Double, weight: Double)] {
    GaussLegendre.points.map { point in
      let u = start + width * (1 + point.abscissa) / 2
      return (sinh(u), width / 2 * point.weight * pow(cosh(u), -degreesOfFreedom))
    }
  }
}

/// The Gauss-Legendre rule with 16 points on [−1, 1].
///
/// Reference: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, table 25.4.
enum GaussLegendre {
  static let points: [(abscissa: Double, weight: Double)] = {
    (1...16).map { k in
      // Newton's method on P₁₆ from Tricomi's first guess; quadratic, so six rounds are ample.
      var x = -cos(Double.pi * (Double(k) - 0.25) / 16.5)
      var slope = 0.0
      for _ in 0..<6 {
        var previous = 1.0
        var value = x
        for n in 2...16 {
          let next = (Double(2 * n - 1) * x * value - Double(n - 1) * previous) / Double(n)
          (previous, value) = (value, next)
        }
        slope = 16 * (x * value - previous) / (x * x - 1)
        x -= value / slope
      }
      return (x, 2 / ((1 - x * x) * slope * slope))
    }
  }()
}
