public import CVectorShim

/// eˣ lane by lane.
///
/// Range reduction x = n ln 2 + r with |r| ≤ ln 2 / 2, then a polynomial of degree 11.
/// Maximum error 2 ulp on [−708, 709]; outside that range the result saturates at the ends.
@inlinable @inline(__always)
public func exponential(_ argument: Vector) -> Vector {
  let x = clamp(argument, -708, 709)
  let magic = Vector(repeating: 6_755_399_441_055_744)  // 1.5 × 2^52: rounds by addition
  let shifted = multiplyAdd(x, Vector(repeating: 1.4426950408889634), magic)
  let n = shifted - magic
  var r = multiplyAdd(n, Vector(repeating: -6.93147180369123816490e-01), x)
  r = multiplyAdd(n, Vector(repeating: -1.90821492927058770002e-10), r)
  let y = r * r
  let a = r + Vector(repeating: 1)
  let b = multiplyAdd(
    Vector(repeating: 0.166666666666666808), r, Vector(repeating: 0.500000000000001839))
  let c = multiplyAdd(
    Vector(repeating: 0.00833333333331960061), r, Vector(repeating: 0.0416666666664880955))
  let d = multiplyAdd(
    Vector(repeating: 0.000198412698900471137), r, Vector(repeating: 0.00138888889523147747))
  let e = multiplyAdd(
    Vector(repeating: 2.75572409185789698e-6), r, Vector(repeating: 0.0000248014854823284924))
  let f = multiplyAdd(
    Vector(repeating: 2.51100376059637777e-8), r, Vector(repeating: 2.76326396390410297e-7))
  let z = y * y
  // Pairs of terms first: a chain of eleven steps would wait for itself.
  let low = multiplyAdd(multiplyAdd(c, y, b), y, a)
  let high = multiplyAdd(multiplyAdd(f, y, e), y, d)
  let p = multiplyAdd(high, z * y, low)
  let exponent = unsafeBitCast(shifted, to: SIMD8<UInt64>.self) &<< SIMD8<UInt64>(repeating: 52)
  return unsafeBitCast(unsafeBitCast(p, to: SIMD8<UInt64>.self) &+ exponent, to: Vector.self)
}

/// eˣ lane by lane for |x| ≤ 1/16, a polynomial of degree 7 with a relative error below 2e-16; half the
/// work of `exponential`.
@inlinable @inline(__always)
public func exponential(nearZero x: Vector) -> Vector {
  // Pairs of terms first: a chain of seven steps would wait for itself.
  let y = x * x
  let a = x + Vector(repeating: 1)
  let b = multiplyAdd(
    Vector(repeating: 0.166666666666707733), x, Vector(repeating: 0.500000000000369604))
  let c = multiplyAdd(
    Vector(repeating: 0.00833333328076855833), x, Vector(repeating: 0.0416666661935769717))
  let d = multiplyAdd(
    Vector(repeating: 0.000198434228619601564), x, Vector(repeating: 0.0013890826628535983))
  return multiplyAdd(multiplyAdd(multiplyAdd(d, y, c), y, b), y, a)
}

/// ln x lane by lane, for positive normal x. Maximum error 2 ulp.
///
/// fdlibm's reduction to [√½, √2) and its degree-7 polynomial in s² with s = f / (2 + f).
@inlinable @inline(__always)
public func logarithm(_ x: Vector) -> Vector {
  let offset = SIMD8<UInt64>(repeating: 0x3fe6_a09e_667f_3bcd)
  let bits = unsafeBitCast(x, to: SIMD8<UInt64>.self) &- offset
  let e = shim_double_from_int(
    unsafeBitCast(bits, to: SIMD8<Int64>.self) &>> SIMD8<Int64>(repeating: 52))
  let mantissa = (bits & SIMD8<UInt64>(repeating: 0x000f_ffff_ffff_ffff)) &+ offset
  let f = unsafeBitCast(mantissa, to: Vector.self) - Vector(repeating: 1)
  let s = f / (Vector(repeating: 2) + f)
  let z = s * s
  var p = Vector(repeating: 1.479819860511658591e-01)
  p = multiplyAdd(p, z, Vector(repeating: 1.531383769920937332e-01))
  p = multiplyAdd(p, z, Vector(repeating: 1.818357216161805012e-01))
  p = multiplyAdd(p, z, Vector(repeating: 2.222219843214978396e-01))
  p = multiplyAdd(p, z, Vector(repeating: 2.857142874366239149e-01))
  p = multiplyAdd(p, z, Vector(repeating: 3.999999999940941908e-01))
  p = multiplyAdd(p, z, Vector(repeating: 6.666666666666735130e-01))
  let h = Vector(repeating: 0.5) * f * f
  let high = Vector(repeating: 6.93147180369123816490e-01)
  let low = Vector(repeating: 1.90821492927058770002e-10)
  return multiplyAdd(e, high, f - (h - multiplyAdd(s, multiplyAdd(p, z, h), e * low)))
}
