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

  /// Below and above its range the result is that of the ends: no zero, no infinity.
  @Test func exponentialSaturates() {
    for (x, end) in [(-708.5, -708.0), (-1e9, -708), (-.infinity, -708), (709.5, 709), (1e9, 709)] {
      let got = exponential(Vector(repeating: x))[3]
      #expect(got == exponential(Vector(repeating: end))[3] && got.isNormal, "exp(\(x))")
    }
  }

  /// The polynomial near 0 is within 2e-16 relative on |x| ≤ 1/16; evaluating it and the C library add half
  /// an ulp each, 1.1e-16 at most.
  @Test func exponentialNearZero() {
    var worst = 0.0
    for i in -100_000...100_000 {
      let x = Double(i) / 1_600_000
      let got = exponential(nearZero: Vector(repeating: x))[abs(i) % 8]
      let want = Foundation.exp(x)
      worst = max(worst, abs(got - want) / want)
    }
    #expect(worst <= 2e-16 + 2.3e-16)
    #expect(exponential(nearZero: .zero) == Vector(repeating: 1))
  }

  /// Lanes do not mix.
  @Test func lanesAreTheirOwn() {
    let x = Vector(-0.06, -0.03, -1e-9, 0, 1e-9, 0.02, 0.04, 0.0625)
    for lane in 0..<Vector.laneCount {
      let alone = Vector(repeating: x[lane])
      #expect(exponential(x)[lane] == exponential(alone)[0])
      #expect(exponential(nearZero: x)[lane] == exponential(nearZero: alone)[7])
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
