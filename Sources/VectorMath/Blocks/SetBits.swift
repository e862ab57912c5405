/// Calls a function with the number of every set bit, from the lowest up.
@inlinable @inline(__always)
public func forEachSetBit(of bits: UInt64, _ body: (Int) -> Void) {
  var rest = bits
  while rest != 0 {
    body(rest.trailingZeroBitCount)
    rest &= rest &- 1
  }
}
