import VectorMath

/// Marks of seven tokens that move together, and of the dollar, on a block of paths.
///
///     ln mark_k(t) = 0.04 B(t) + 0.01 B_k(t),  t in days: a volatility of 79 % a year
struct MarketPaths: ~Copyable {
  static let stepCount = 30
  static let tokenCount = 7
  /// The mark of the dollar, 1 throughout.
  static let dollar = tokenCount
  static let markCount = tokenCount + 1

  /// Columns by step, then mark.
  private let marks: PathBlock

  init() {
    marks = PathBlock(columnCount: Self.stepCount * Self.markCount)
    let logMarks = PathBlock(columnCount: Self.tokenCount)
    for step in 0..<Self.stepCount {
      let normals = Kernel.normalBlock(columnCount: Self.markCount, step: step)
      let common = normals[Self.dollar]
      for k in 0..<Self.tokenCount {
        let mark = marks[step * Self.markCount + k]
        for v in 0..<PathBlock.vectorCount {
          logMarks[k][v] += 0.04 * common[v] + 0.01 * normals[k][v]
          mark[v] = exponential(logMarks[k][v])
        }
      }
      marks[step * Self.markCount + Self.dollar].fill(1)
    }
  }

  /// Copies the marks of a step's end.
  func read(_ step: Int, into columns: borrowing PathBlock) {
    for k in 0..<Self.markCount { columns[k].copy(marks[step * Self.markCount + k]) }
  }
}
