import VectorMath

/// The gamma variable of unit rate that a standard normal z stands for: G = F⁻¹(Φ(z)).
///
/// One normal a variable, whatever the shape, so that draws can be numbered. Cubics between nodes 1/32 apart
/// meet the law to 2e-7 of G for shapes from 3 on; for smaller ones too but where G is next to nothing.
struct GammaFromNormal: Sendable {
  private static let nodesPerUnit = 32.0

  private let coefficients: [SIMD4<Double>]

  /// - Parameter shape: Positive.
  init(shape: Double) {
    let law = GammaLaw(shape: shape)
    let step = 1 / Self.nodesPerUnit
    var left = law.quantile(score: -GammaLaw.largestScore)
    var coefficients: [SIMD4<Double>] = []
    // One interval more than there are, for z at the very end.
    for i in 0...Int(2 * GammaLaw.largestScore * Self.nodesPerUnit) {
      let right = law.quantile(score: Double(i + 1) * step - GammaLaw.largestScore)
      let rise = right.value - left.value
      let a = step * left.slope
      let b = step * right.slope
      coefficients.append(SIMD4(left.value, a, 3 * rise - 2 * a - b, a + b - 2 * rise))
      left = right
    }
    self.coefficients = coefficients
  }

  /// The variables of eight paths.
  @inline(__always)
  func callAsFunction(_ z: Vector) -> Vector {
    let score = clamp(z, -GammaLaw.largestScore, GammaLaw.largestScore)
    let position =
      (score + Vector(repeating: GammaLaw.largestScore)) * Vector(repeating: Self.nodesPerUnit)
    // Rounds down by addition, and leaves the whole number in the low bits; at a node either interval is right.
    let magic = Vector(repeating: 6_755_399_441_055_744)  // 1.5 × 2^52
    let shifted = position - Vector(repeating: 0.5) + magic
    let interval = unsafeBitCast(shifted, to: SIMD8<UInt64>.self) & SIMD8(repeating: 0xffff)
    let u = position - (shifted - magic)
    // As in `LogMeanTable`, which a shared function costs a sixth of its speed.
    var c0 = Vector.zero
    var c1 = Vector.zero
    var c2 = Vector.zero
    var c3 = Vector.zero
    for lane in 0..<Vector.laneCount {
      let c = coefficients[Int(interval[lane])]
      c0[lane] = c[0]
      c1[lane] = c[1]
      c2[lane] = c[2]
      c3[lane] = c[3]
    }
    return multiplyAdd(multiplyAdd(multiplyAdd(c3, u, c2), u, c1), u, c0)
  }
}
