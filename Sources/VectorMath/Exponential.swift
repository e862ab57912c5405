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
  var p = Vector(repeating: 2.51100376059637777e-8)
  p = multiplyAdd(p, r, Vector(repeating: 2.76326396390410297e-7))
  p = multiplyAdd(p, r, Vector(repeating: 2.75572409185789698e-6))
  p = multiplyAdd(p, r, Vector(repeating: 0.0000248014854823284924))
  p = multiplyAdd(p, r, Vector(repeating: 0.000198412698900471137))
  p = multiplyAdd(p, r, Vector(repeating: 0.00138888889523147747))
  p = multiplyAdd(p, r, Vector(repeating: 0.00833333333331960061))
  p = multiplyAdd(p, r, Vector(repeating: 0.0416666666664880955))
  p = multiplyAdd(p, r, Vector(repeating: 0.166666666666666808))
  p = multiplyAdd(p, r, Vector(repeating: 0.500000000000001839))
  p = multiplyAdd(p, r, Vector(repeating: 1))
  p = multiplyAdd(p, r, Vector(repeating: 1))
  let exponent = unsafeBitCast(shifted, to: SIMD8<UInt64>.self) &<< SIMD8<UInt64>(repeating: 52)
  return unsafeBitCast(unsafeBitCast(p, to: SIMD8<UInt64>.self) &+ exponent, to: Vector.self)
}

/// eˣ lane by lane for |x| ≤ 1/16, a polynomial of degree 7 with a relative error below 2e-16; half the
/// work of `exponential`.
@inlinable @inline(__always)
public func exponential(nearZero x: Vector) -> Vector {
  var p = Vector(repeating: 0.000198434228619601564)
  p = multiplyAdd(p, x, Vector(repeating: 0.0013890826628535983))
  p = multiplyAdd(p, x, Vector(repeating: 0.00833333328076855833))
  p = multiplyAdd(p, x, Vector(repeating: 0.0416666661935769717))
  p = multiplyAdd(p, x, Vector(repeating: 0.166666666666707733))
  p = multiplyAdd(p, x, Vector(repeating: 0.500000000000369604))
  p = multiplyAdd(p, x, Vector(repeating: 1))
  return multiplyAdd(p, x, Vector(repeating: 1))
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
