/// Philox4x32, a counter-based generator: a pure function of a counter and a key.
///
/// Ten rounds pass BigCrush. Word 0 comes first in counters, keys and results.
/// Reference: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3",
/// SC11, doi:10.1145/2063384.2063405.
public enum Philox {
  // The constants of the paper: multipliers of the first and the third word, increments of the two keys.
  @inline(__always) static var firstMultiplier: UInt64 { 0xD251_1F53 }
  @inline(__always) static var secondMultiplier: UInt64 { 0xCD9E_8D57 }
  @inline(__always) static var firstIncrement: UInt32 { 0x9E37_79B9 }
  @inline(__always) static var secondIncrement: UInt32 { 0xBB67_AE85 }

  /// One block of four words, for the definition and for tests; `NormalSource` has the vector kernel.
  ///
  /// - Parameter rounds: 10 in the engine; 7 is the least that passes BigCrush.
  public static func block(
    counter: SIMD4<UInt32>, key: SIMD2<UInt32>, rounds: Int = 10
  ) -> SIMD4<UInt32> {
    var c = counter
    var k = key
    for _ in 0..<rounds {
      let a = firstMultiplier * UInt64(c[0])
      let b = secondMultiplier * UInt64(c[2])
      c = SIMD4(
        UInt32(truncatingIfNeeded: b >> 32) ^ c[1] ^ k[0], UInt32(truncatingIfNeeded: b),
        UInt32(truncatingIfNeeded: a >> 32) ^ c[3] ^ k[1], UInt32(truncatingIfNeeded: a))
      k = SIMD2(k[0] &+ firstIncrement, k[1] &+ secondIncrement)
    }
    return c
  }
}

/// The counter of one block of random words.
///
///     word 0: path, bits 0 ..< 32      word 2: step
///     word 1: path, bits 32 ..< 48,    word 3: draw block
///             stream in bits 16 ..< 32 of the word
///     key: seed
///
/// The layout is frozen: changing it changes every figure at a fixed seed.
public struct DrawAddress: Sendable, Hashable {
  /// Separate uses of randomness in one run, each with its own counters.
  public enum Stream: UInt32, Sendable, CaseIterable {
    /// Shocks of the processes.
    case shocks = 0
    /// Crossings between steps, `monitoring: bridge`.
    case bridge = 1
    /// Histories that the tests of a backtest are simulated on.
    case backtest = 2
    /// Parameters that are drawn from their estimated law; a path is a batch, a step an attempt.
    case parameters = 3
    /// Lowest points of steps that are looked into, `monitoring: intraday`.
    case intradayMinimum = 4
    /// Prices within those steps.
    case intradaySkeleton = 5
  }

  /// Global path number, below 2^48.
  public let path: UInt64
  /// What the words are used for.
  public let stream: Stream
  /// Step of the grid, from 0.
  public let step: UInt32
  /// Which block of four words of the step, from 0.
  public let block: UInt32

  /// - Precondition: `path` < 2^48.
  public init(path: UInt64, stream: Stream, step: UInt32, block: UInt32) {
    precondition(path < 1 << 48, "path numbers have 48 bits")
    self.path = path
    self.stream = stream
    self.step = step
    self.block = block
  }

  /// The counter words.
  public var counter: SIMD4<UInt32> {
    SIMD4(
      UInt32(truncatingIfNeeded: path),
      UInt32(truncatingIfNeeded: path >> 32) | stream.rawValue << 16, step, block)
  }
}
