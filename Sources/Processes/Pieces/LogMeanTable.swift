import VectorMath

/// c(s) of a clamped Student-t return as a function of its nominal variance h, by cubic
/// interpolation.
///
///     s = √(h (ν − 2) / ν),  c(h) ≈ c₀ + c₁ u + c₂ u² + c₃ u³
///
/// Each octave of h is cut into 64 equal intervals, so that the interval and the place u in it are
/// bits of h. On an interval the cubic meets c and its derivative at both ends (Hermite); its
/// error, like that of holding c constant below h = 2⁻³⁴, is under 1e-10 absolute.
package struct LogMeanTable: Sendable {
  /// Smallest h that is told from larger ones: c(h) ≈ h / 2 is under 3e-11 there.
  package static let smallestVariance = 0x1p-34

  private let coefficients: [SIMD4<Double>]
  private let firstInterval: UInt64
  private let largest: Double

  /// - Parameters:
  ///   - law: The clamped law.
  ///   - largest: Largest h that will be asked for, positive.
  package init(_ law: ClampedStudentT, largest: Double) {
    let top = max(largest, 2 * Self.smallestVariance)
    self.largest = top
    let first = Self.smallestVariance.bitPattern >> 46
    firstInterval = first
    let nu = law.degreesOfFreedom
    func node(_ interval: UInt64) -> (h: Double, value: Double, slope: Double) {
      let h = Double(bitPattern: interval << 46)
      let s = (h * (nu - 2) / nu).squareRoot()
      let c = law.logMean(scale: s)
      return (h, c.value, c.slope * s / (2 * h))
    }
    var left = node(first)
    var coefficients: [SIMD4<Double>] = []
    for interval in first...(top.bitPattern >> 46) {
      let right = node(interval + 1)
      let width = right.h - left.h
      let rise = right.value - left.value
      let a = width * left.slope
      let b = width * right.slope
      coefficients.append(SIMD4(left.value, a, 3 * rise - 2 * a - b, a + b - 2 * rise))
      left = right
    }
    self.coefficients = coefficients
  }

  /// c(h) of eight paths; h above the largest is taken as the largest.
  @inline(__always)
  package func callAsFunction(_ h: Vector) -> Vector {
    let bits = unsafeBitCast(
      clamp(h, Self.smallestVariance, largest), to: SIMD8<UInt64>.self)
    let place = (bits & SIMD8(repeating: (1 << 46) - 1)) &<< SIMD8(repeating: 6)
    let u =
      unsafeBitCast(place | SIMD8(repeating: 0x3ff0_0000_0000_0000), to: Vector.self)
      - Vector(repeating: 1)
    let interval = (bits &>> SIMD8(repeating: 46)) &- SIMD8(repeating: firstInterval)
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
