public import CVectorShim

/// Eight paths at once: the unit that every kernel computes with.
///
/// Arithmetic operators work lane by lane. The functions of this file and of `Exponential.swift`
/// stand for what Swift's own SIMD does slowly; they are one or a few instructions each.
public typealias Vector = SIMD8<Double>

extension SIMD8 where Scalar == Double {
  /// Number of lanes.
  public static let laneCount = 8

  /// The sum of the lanes, added as a tree of fixed shape.
  @inlinable @inline(__always)
  public var laneSum: Double { shim_sum(self) }
}

/// √x lane by lane, correctly rounded. NaN for negative lanes.
@inlinable @inline(__always)
public func squareRoot(_ x: Vector) -> Vector { shim_sqrt_d8(x) }

/// √x lane by lane in single precision, in a third of the time: relative error 9e-8 from 1e-37 to 1e38;
/// fewer digits below, 0 below 1e-45.
@inlinable @inline(__always)
public func singleSquareRoot(_ x: Vector) -> Vector { shim_float_sqrt_d8(x) }

/// The smaller of two values, lane by lane. Either operand may be returned if one is NaN.
@inlinable @inline(__always)
public func minimum(_ a: Vector, _ b: Vector) -> Vector { shim_min(a, b) }

/// The larger of two values, lane by lane. Either operand may be returned if one is NaN.
@inlinable @inline(__always)
public func maximum(_ a: Vector, _ b: Vector) -> Vector { shim_max(a, b) }

/// `x` clamped to `lower ... upper`, lane by lane.
@inlinable @inline(__always)
public func clamp(_ x: Vector, _ lower: Double, _ upper: Double) -> Vector {
  minimum(maximum(x, Vector(repeating: lower)), Vector(repeating: upper))
}

/// |x| lane by lane.
@inlinable @inline(__always)
public func absolute(_ x: Vector) -> Vector { shim_max(x, -x) }

/// `x` in the lanes where `a < b`, `y` in the others.
@inlinable @inline(__always)
public func select(_ a: Vector, lessThan b: Vector, _ x: Vector, otherwise y: Vector) -> Vector {
  shim_select_less(a, b, x, y)
}

/// Bit i is set where `a < b` in lane i.
@inlinable @inline(__always)
public func mask(_ a: Vector, lessThan b: Vector) -> UInt32 { shim_mask_less(a, b) }

/// `x` in the lanes whose bit of `mask` is set, `y` in the others.
@inlinable @inline(__always)
public func blend(_ mask: UInt32, _ x: Vector, otherwise y: Vector) -> Vector {
  shim_blend(mask, x, y)
}

/// a × b + c with one rounding where the target CPU has fused multiply-add, two elsewhere.
///
/// A baseline x86-64 build differs in the last bit: its `addingProduct` would be a library call a lane.
@inlinable @inline(__always)
public func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
  shim_compiled_level() >= 3 ? c.addingProduct(a, b) : a * b + c
}
