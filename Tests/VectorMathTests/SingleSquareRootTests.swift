import Testing
import VectorMath

@Suite struct SingleSquareRootTests {
  /// Against the C library's root over the range of `Float`: relative error 9e-8; a root to 20 bits shows.
  @Test(arguments: [1e-37, 3.7e-12, 0.02, 0.999_999_99, 1, 2, 12_345.678, 8e29, 1e38])
  func agreesToSinglePrecision(_ x: Double) {
    let root = singleSquareRoot(Vector(repeating: x))
    for lane in 0..<Vector.laneCount {
      #expect(abs(root[lane] / x.squareRoot() - 1) <= 9e-8)
    }
  }

  @Test func rootOfZeroIsZero() {
    #expect(singleSquareRoot(.zero) == .zero)
  }
}
