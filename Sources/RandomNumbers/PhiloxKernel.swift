import VectorMath

/// Eight Philox counters at once, one 32-bit word in each 64-bit lane.
typealias Words = SIMD8<UInt64>

@inline(__always)
func round(
  _ c0: inout Words, _ c1: inout Words, _ c2: inout Words, _ c3: inout Words, _ k0: UInt32,
  _ k1: UInt32
) {
  let low = Words(repeating: 0xffff_ffff)
  let a = (c0 & low) &* Words(repeating: Philox.firstMultiplier)
  let b = (c2 & low) &* Words(repeating: Philox.secondMultiplier)
  c0 = c1 ^ Words(repeating: UInt64(k0)) ^ (b &>> 32)
  c2 = c3 ^ Words(repeating: UInt64(k1)) ^ (a &>> 32)
  c1 = b
  c3 = a
}

/// Rounds 3 to 10, written out, because the optimiser does not always unroll a loop of this size.
@inline(__always)
func lastRounds(
  _ c0: inout Words, _ c1: inout Words, _ c2: inout Words, _ c3: inout Words, seed: UInt64
) {
  let k0 = UInt32(truncatingIfNeeded: seed)
  let k1 = UInt32(truncatingIfNeeded: seed &>> 32)
  let a = Philox.firstIncrement
  let b = Philox.secondIncrement
  round(&c0, &c1, &c2, &c3, k0 &+ 2 &* a, k1 &+ 2 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 3 &* a, k1 &+ 3 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 4 &* a, k1 &+ 4 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 5 &* a, k1 &+ 5 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 6 &* a, k1 &+ 6 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 7 &* a, k1 &+ 7 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 8 &* a, k1 &+ 8 &* b)
  round(&c0, &c1, &c2, &c3, k0 &+ 9 &* a, k1 &+ 9 &* b)
}

/// Ten rounds. Bits above 31 of the result's lanes are garbage.
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
  round(&c0, &c1, &c2, &c3, k0, k1)
  round(&c0, &c1, &c2, &c3, k0 &+ Philox.firstIncrement, k1 &+ Philox.secondIncrement)
  lastRounds(&c0, &c1, &c2, &c3, seed: seed)
  return (c0, c1, c2, c3)
}

/// The first two rounds of eight counters whose words differ in the first alone.
///
/// Of their four products one is the same in every block and step, and two are the same in all lanes.
struct SharedRounds {
  private let seed: UInt64
  /// What a lane's words become once the products of the first word are known.
  private let first: Words
  private let second: Words
  private let third: Words
  private let fourth: Words

  @inline(__always)
  init(second c1: UInt64, step: UInt32, block: UInt32, seed: UInt64) {
    let k0 = UInt32(truncatingIfNeeded: seed)
    let k1 = UInt32(truncatingIfNeeded: seed &>> 32)
    let b = UInt64(step) &* Philox.secondMultiplier
    let c0 = (b &>> 32) ^ c1 ^ UInt64(k0)
    let a = (c0 & 0xffff_ffff) &* Philox.firstMultiplier
    self.seed = seed
    first = Words(repeating: UInt64(block) ^ UInt64(k1))
    // Without bits above 31, which would make the next product one of 64 bits.
    second = Words(repeating: (b ^ UInt64(k0 &+ Philox.firstIncrement)) & 0xffff_ffff)
    third = Words(repeating: (a &>> 32) ^ UInt64(k1 &+ Philox.secondIncrement))
    fourth = Words(repeating: a)
  }

  /// All ten rounds; `firstProduct` is the first word times the first multiplier.
  @inline(__always)
  func words(firstProduct: Words) -> (Words, Words, Words, Words) {
    let low = Words(repeating: 0xffff_ffff)
    let b = (((firstProduct &>> 32) ^ first) & low) &* Words(repeating: Philox.secondMultiplier)
    var c0 = (b &>> 32) ^ second
    var c1 = b
    var c2 = firstProduct ^ third
    var c3 = fourth
    lastRounds(&c0, &c1, &c2, &c3, seed: seed)
    return (c0, c1, c2, c3)
  }
}
