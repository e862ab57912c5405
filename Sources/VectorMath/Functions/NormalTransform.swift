public import CVectorShim

/// The Box-Muller transform of random words into pairs of standard normals.
///
///     r = √(−2 ln u),  z₁ = r sin(π/2 f),  z₂ = ± r cos(π/2 f),  f in [−1, 1)
///
/// The angle covers half a turn; the sign of the cosine comes from a bit of the word that f does not
/// use at its precision. Reference: Box and Muller (1958), doi:10.1214/aoms/1177706645.
public enum NormalTransform {
  /// Radii r of 16 pairs in single precision, u = (⌊w / 2⌋ + ½) 2⁻³¹.
  @inlinable @inline(__always)
  public static func singleRadius(_ words: SIMD16<UInt32>) -> SIMD16<Float> {
    // One bit less than a word has, because whole numbers with a sign become floats in one instruction.
    let half = unsafeBitCast(words &>> SIMD16<UInt32>(repeating: 1), to: SIMD16<Int32>.self)
    let u = fused(
      shim_float_from_int(half), SIMD16(repeating: 0x1p-31), SIMD16(repeating: 0x1p-32))
    return shim_sqrt_f16(scaledLog(u))
  }

  /// Two vectors of 16 normals in single precision from their radii: angle from 31 bits, sign from 1.
  ///
  /// |z| ≤ 6.66; each normal is within 3e-6 of the exact transform of its words.
  @inlinable @inline(__always)
  public static func single(
    radius r: SIMD16<Float>, angle: SIMD16<UInt32>
  ) -> (SIMD16<Float>, SIMD16<Float>) {
    let f =
      shim_float_from_int(unsafeBitCast(angle, to: SIMD16<Int32>.self)) * SIMD16(repeating: 0x1p-31)
    let y = f * f
    let z = y * y
    let sine = fused(
      z,
      fused(
        z, SIMD16(repeating: 0.000151671703664089589),
        fused(
          y, SIMD16(repeating: -0.00467414383815177762), SIMD16(repeating: 0.0796899183290284958))),
      fused(y, SIMD16(repeating: -0.645963759583539301), SIMD16(repeating: 1.57079632003860163)))
    let high = fused(
      y, SIMD16(repeating: -0.0000238241524390141059), SIMD16(repeating: 0.00091772292419955668))
    let middle = fused(
      y, SIMD16(repeating: -0.020862686709227349), SIMD16(repeating: 0.253669322172695891))
    let low = fused(
      y, SIMD16(repeating: -1.23370053423223641), SIMD16(repeating: 0.999999999779154032))
    let c = fused(fused(high, z, middle), z, low)
    let signed =
      unsafeBitCast(c, to: SIMD16<UInt32>.self) ^ (angle &<< SIMD16<UInt32>(repeating: 31))
    return (r * (sine * f), r * unsafeBitCast(signed, to: SIMD16<Float>.self))
  }

  /// Two vectors of 8 normals in double precision: radius and angle from 52 bits, sign from bit 0.
  ///
  /// |z| ≤ 8.6; each normal is within 2e-15 of the exact transform of its words.
  @inlinable @inline(__always)
  public static func double(
    radius: SIMD8<UInt64>, angle: SIMD8<UInt64>
  ) -> (Vector, Vector) {
    // (⌊w / 2¹²⌋ + ½) 2⁻⁵²: the mantissa bits make 1 + k 2⁻⁵², from which 1 − 2⁻⁵³ is taken.
    let one = SIMD8<UInt64>(repeating: 0x3ff0_0000_0000_0000)
    let two = SIMD8<UInt64>(repeating: 0x4000_0000_0000_0000)
    let u = unsafeBitCast((radius &>> 12) | one, to: Vector.self) - Vector(repeating: 1 - 0x1p-53)
    let f = unsafeBitCast((angle &>> 12) | two, to: Vector.self) - Vector(repeating: 3)
    let r = squareRoot(Vector(repeating: -2) * logarithm(u))
    let y = f * f
    var s = Vector(repeating: 5.87297574479995014e-12)
    s = multiplyAdd(s, y, Vector(repeating: -6.68441683185608435e-10))
    s = multiplyAdd(s, y, Vector(repeating: 5.69213642809862525e-8))
    s = multiplyAdd(s, y, Vector(repeating: -3.59884302046725752e-6))
    s = multiplyAdd(s, y, Vector(repeating: 0.000160441184713091592))
    s = multiplyAdd(s, y, Vector(repeating: -0.00468175413530425532))
    s = multiplyAdd(s, y, Vector(repeating: 0.0796926262461656398))
    s = multiplyAdd(s, y, Vector(repeating: -0.645964097506246201))
    s = multiplyAdd(s, y, Vector(repeating: 1.57079632679489662))
    var c = Vector(repeating: -5.12512701070907618e-13)
    c = multiplyAdd(c, y, Vector(repeating: 6.5623842967755843e-11))
    c = multiplyAdd(c, y, Vector(repeating: -6.38656108505379535e-9))
    c = multiplyAdd(c, y, Vector(repeating: 4.71087448066707723e-7))
    c = multiplyAdd(c, y, Vector(repeating: -0.0000252020423599540664))
    c = multiplyAdd(c, y, Vector(repeating: 0.000919260274835918047))
    c = multiplyAdd(c, y, Vector(repeating: -0.0208634807633524213))
    c = multiplyAdd(c, y, Vector(repeating: 0.253669507901047971))
    c = multiplyAdd(c, y, Vector(repeating: -1.23370055013616983))
    c = multiplyAdd(c, y, Vector(repeating: 1))
    let signed = unsafeBitCast(c, to: SIMD8<UInt64>.self) ^ (angle &<< 63)
    return (r * (s * f), r * unsafeBitCast(signed, to: Vector.self))
  }

  /// −2 ln x for normal positive x in single precision, relative error about 1e-7.
  @inlinable @inline(__always)
  static func scaledLog(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let offset = SIMD16<UInt32>(repeating: 0x3f35_04f3)
    let bits = unsafeBitCast(x, to: SIMD16<UInt32>.self) &- offset
    let e = shim_float_from_int(
      unsafeBitCast(bits, to: SIMD16<Int32>.self) &>> SIMD16<Int32>(repeating: 23))
    let mantissa = (bits & SIMD16<UInt32>(repeating: 0x007f_ffff)) &+ offset
    let f = unsafeBitCast(mantissa, to: SIMD16<Float>.self) - SIMD16(repeating: 1)
    let g = f * f
    let h = g * g
    let low = fused(
      f, SIMD16(repeating: 0.999999927642477762), SIMD16(repeating: -1.999999948262134158))
    let next = fused(
      f, SIMD16(repeating: 0.500027043709921246), SIMD16(repeating: -0.66668386572270156))
    let third = fused(
      f, SIMD16(repeating: 0.331559857935977252), SIMD16(repeating: -0.399118667167664948))
    let high = fused(
      f, SIMD16(repeating: 0.285385164124376644), SIMD16(repeating: -0.299548025602547498))
    let top = fused(h, SIMD16(repeating: -0.1706662616599230386), fused(high, g, third))
    let p = fused(top, h, fused(next, g, low))
    return fused(e, SIMD16(repeating: -1.38629436112), p * f)
  }

  @inlinable @inline(__always)
  static func fused(_ a: SIMD16<Float>, _ b: SIMD16<Float>, _ c: SIMD16<Float>) -> SIMD16<Float> {
    shim_compiled_level() >= 3 ? c.addingProduct(a, b) : a * b + c
  }
}

extension SIMD16 where Scalar == Float {
  /// The first eight lanes, widened to double.
  @inlinable @inline(__always)
  public var firstLanes: Vector { shim_double_from_float(shim_first(self)) }

  /// The last eight lanes, widened to double.
  @inlinable @inline(__always)
  public var lastLanes: Vector { shim_double_from_float(shim_second(self)) }
}

extension Column {
  /// Keeps sixteen words in the place of eight numbers.
  @inlinable @inline(__always)
  public func putWords(_ words: SIMD16<UInt32>, at v: Int) {
    self[v] = unsafeBitCast(words, to: Vector.self)
  }

  /// Keeps sixteen floats in the place of eight numbers.
  @inlinable @inline(__always)
  public func putFloats(_ floats: SIMD16<Float>, at v: Int) {
    self[v] = unsafeBitCast(floats, to: Vector.self)
  }

  /// The sixteen floats that `putFloats` has kept.
  @inlinable @inline(__always)
  public func floats(at v: Int) -> SIMD16<Float> {
    unsafeBitCast(self[v], to: SIMD16<Float>.self)
  }

  /// The sixteen words that `putWords` has kept.
  @inlinable @inline(__always)
  public func words(at v: Int) -> SIMD16<UInt32> {
    unsafeBitCast(self[v], to: SIMD16<UInt32>.self)
  }
}

extension SIMD16 where Scalar == UInt32 {
  /// The order in which `init(lowWordsOf:_:)` wants its lanes.
  public static let pairedOrder = [0, 1, 4, 5, 2, 3, 6, 7]

  /// The low words of eight lanes, then of eight more. Lane i of an argument stands for item
  /// `pairedOrder[i]`; the result's lanes are the items in order.
  @inlinable @inline(__always)
  public init(lowWordsOf a: SIMD8<UInt64>, _ b: SIMD8<UInt64>) { self = shim_low_words(a, b) }
}
