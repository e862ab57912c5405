import VectorMath

extension Kernel {
  /// eˣ and ln x of one column into another.
  static let elementary = [
    elementary("exponential") { exponential($0) },
    elementary("logarithm") { logarithm($0) },
  ]

  @inline(__always)
  private static func elementary(
    _ name: String, _ function: @escaping @Sendable (Vector) -> Vector
  ) -> Kernel {
    Kernel(name, unit: "values", elementCount: PathBlock.pathCount) {
      let block = normalBlock(columnCount: 2)
      let source = block[0]
      for v in 0..<PathBlock.vectorCount { source[v] = exponential(source[v]) }
      return {
        let target = block[1]
        let source = block[0]
        for v in 0..<PathBlock.vectorCount { target[v] = function(source[v]) }
      }
    }
  }
}
