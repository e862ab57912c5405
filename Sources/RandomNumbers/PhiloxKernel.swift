import VectorMath

/// Eight Philox counters at once, one 32-bit word in each 64-bit lane.
typealias Words = SIMD8<UInt64>

@inline(__always)
func round(
  _ c0: inout Words, _ c1: inout Words, _ c2: inout Words, _ c3: inout Words, _ k0: UInt32,
  _ k1: UInt32
) {
  let low = Words(repeating: 0xffff_ffff)
  let a = (c0 & low) &* Words(repeating: 0xD251_1F53)
  let b = (c2 & low) &* Words(repeating: 0xCD9E_8D57)
  c0 = (b &>> 32) ^ c1 ^ Words(repeating: UInt64(k0))
  c2 = (a &>> 32) ^ c3 ^ Words(repeating: UInt64(k1))
  c1 = b
  c3 = a
}

/// Ten rounds. Bits above 31 of the result's lanes are garbage.
///
/// Written out, because the optimiser does not always unroll a loop of this size.
@inline(__always)
func philoxWords(
  _ first: Words, _ second: Words, step: UInt32, block: UInt32, seed: UInt64
) -> (Words, Words, Words, Words) {
  var c0 = first
  var c1 = second
  var c2 = Words(repeating: UInt64(step))
  var c3 = Words(repeating: UInt64(block))
  let k0 = UInt32(truncatingIfNeeded: seed)
  let k1 = UInt32(truncatingIfNeeded: seed &>> 32)
  let a: UInt32 = 0x9E37_79B9
  let b: UInt32 = 0xBB67_AE85
  round(&c0, &c1, &c2, &c3, k0, k1)
  round(&c0, &c1, &c2, &c3, k0 &+ a, k1 &+ b)
  round(&c0, &c1, &c2, &c3, k0 &+ 2 &* a, k1 &+ 2 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 3 &* a, k1 &+ 3 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 4 &* a, k1 &+ 4 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 5 &* a, k1 &+ 5 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 6 &* a, k1 &+ 6 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 7 &* a, k1 &+ 7 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 8 &* a, k1 &+ 8 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 9 &* a, k1 &+ 9 &* b)
  return (c0, c1, c2, c3)
}
