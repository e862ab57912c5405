public import VectorMath

/// Uniforms strictly between 0 and 1 as a pure function of (seed, stream, path, step, draw).
///
/// Draw d is the 52-bit uniform of words (0, 1) of Philox block d.
public struct UniformSource: Sendable {
  /// Key of the generator, the run's `seed`.
  public let seed: UInt64
  /// What the uniforms are used for.
  public let stream: DrawAddress.Stream

  /// A source; nothing is drawn or stored.
  public init(seed: UInt64, stream: DrawAddress.Stream) {
    self.seed = seed
    self.stream = stream
  }

  /// Fills one column with draw `draw` of one step.
  ///
  /// - Parameter vectors: How many vectors of eight paths are wanted; those after them keep what they held.
  public func fill(
    _ column: Column, draw: Int, paths: borrowing PathNumbers, step: Int,
    vectors: Int = PathBlock.vectorCount
  ) {
    let tag = SIMD8<UInt64>(repeating: UInt64(stream.rawValue) << 16)
    let low = SIMD8<UInt64>(repeating: 0xffff_ffff)
    let one = SIMD8<UInt64>(repeating: 0x3ff0_0000_0000_0000)
    for v in 0..<vectors {
      let w = philoxWords(
        paths.low[v], paths.high[v] | tag, step: UInt32(step), block: UInt32(draw), seed: seed)
      let word = (w.0 & low) | (w.1 &<< 32)
      column[v] =
        unsafeBitCast((word &>> 12) | one, to: Vector.self) - Vector(repeating: 1 - 0x1p-53)
    }
  }
}
