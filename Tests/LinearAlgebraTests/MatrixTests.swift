import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  @Test func productsAndTranspose() {
    let a = Matrix([[1, 2, 3], [4, 5, 6]])
    let b = Matrix([[1, 0], [0, 2], [-1, 1]])
    #expect(a * b == Matrix([[-2, 7], [-2, 16]]))
    #expect(a.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
    #expect(a * [1, 1, 1] == [6, 15])
    #expect(Matrix.identity(3) * b == b)
    #expect(Matrix.diagonal([2, 3]) * a == Matrix([[2, 4, 6], [12, 15, 18]]))
  }

  @Test func distance() {
    #expect(Matrix([[1, 2], [3, 4]]).frobeniusDistance(to: Matrix([[1, 5], [7, 4]])) == 5)
    #expect(Matrix([[1e300]]).frobeniusDistance(to: Matrix([[-1e300]])) == 2e300)
  }

  @Test func findsFirstNonUnitDiagonal() {
    #expect(Matrix([[1, 0], [0, 1]]).firstNonUnitDiagonal == nil)
    #expect(Matrix([[1, 0], [0, 1.001]]).firstNonUnitDiagonal == 1)
  }

  @Test func refusesRaggedRowsAndMissingElements() async {
    await #expect(processExitsWith: .failure) { _ = Matrix([[1, 2], [3]]) }
    await #expect(processExitsWith: .failure) { _ = Matrix.identity(2)[0, 2] }
  }
}
