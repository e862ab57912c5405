import Testing
import VectorMath

@testable import Processes

/// Columns of a bridge whose steps are all the same, filled with seeded draws block after block.
struct IntradaySample: ~Copyable {
  let bridge: IntradayBridge
  let columns: IntradayColumns
  private var generator: SplitMix64

  init(_ bridge: IntradayBridge, innovation q: Double, variance h: Double, seed: UInt64) {
    self.bridge = bridge
    columns = IntradayColumns(bridge.draws)
    generator = SplitMix64(seed: seed)
    columns.step.innovation.fill(q)
    columns.step.variance.fill(h)
  }

  /// Draws a block: M from its law, or at a given level, and all that follows.
  mutating func draw(minimum: Double? = nil) {
    fillDraws()
    if let minimum {
      columns.minima.fill(minimum)
    } else {
      bridge.extremes.setMinima(
        columns.minima, columns.step, uniforms: columns.uniforms[IntradayDraws.minimum])
    }
    bridge.refine(columns, pathCount: PathBlock.pathCount)
  }

  /// Independent normals and uniforms.
  mutating func fillDraws() {
    for k in 0..<bridge.draws.uniformCount { fillUniforms(columns.uniforms[k]) }
    let count = columns.normals.columnCount
    for k in stride(from: 0, to: count, by: 2) {
      for v in 0..<PathBlock.vectorCount {
        let (sine, cosine) = NormalTransform.double(radius: words(), angle: words())
        columns.normals[k][v] = sine
        if k + 1 < count { columns.normals[k + 1][v] = cosine }
      }
    }
  }

  private mutating func fillUniforms(_ column: Column) {
    for p in 0..<PathBlock.pathCount { column[path: p] = generator.uniform() }
  }

  private mutating func words() -> SIMD8<UInt64> {
    var words = SIMD8<UInt64>()
    for lane in 0..<8 { words[lane] = generator.next() }
    return words
  }
}

/// Sums of a quantity over paths.
struct SampleSum {
  private(set) var count = 0.0
  private var sum = 0.0
  private var squares = 0.0

  mutating func add(_ x: Double) {
    count += 1
    sum += x
    squares += x * x
  }

  mutating func add(_ holds: Bool) { add(holds ? 1 : 0) }

  var mean: Double { sum / count }
  var error: Double { ((squares / count - mean * mean) / count).squareRoot() }

  /// Expects the mean within 4 standard errors, the expected value's own included.
  func expect(
    _ expected: Double, error own: Double = 0, _ words: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let allowed = 4 * (error * error + own * own).squareRoot()
    #expect(
      abs(mean - expected) <= allowed, "\(words): \(mean), expected \(expected) ± \(allowed)",
      sourceLocation: sourceLocation)
  }
}
