import Foundation
import Testing
import VectorMath

@Suite struct ExponentialTests {
  /// Against the C library, whose exp is correct to 1 ulp: at most 3 ulp apart on the whole range.
  @Test func exponentialIsWithinThreeUlp() {
    for i in 0..<200_000 {
      let x = -700 + 1400 * Double(i) / 200_000 + 1e-3
      let got = exponential(Vector(repeating: x))[i % 8]
      let want = Foundation.exp(x)
      #expect(abs(got - want) <= 3 * want.ulp, "exp(\(x))")
    }
  }

  /// Against the C library's log: at most 3 ulp apart, or 2e-16 where the logarithm is near 0.
  @Test func logarithmIsWithinThreeUlp() {
    for i in 1..<200_000 {
      let x = Double(i) * 1e-4 + 1e-9
      let got = logarithm(Vector(repeating: x))[i % 8]
      let want = Foundation.log(x)
      #expect(abs(got - want) <= max(3 * want.magnitude.ulp, 2.3e-16), "log(\(x))")
    }
  }
}
