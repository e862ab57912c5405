import Testing
import VectorMath

@Suite struct DigammaTests {
  /// mpmath 1.4.1, digamma at 30 digits; the fifth argument is next to the root.
  @Test(arguments: [
    (1e-6, -1000000.5772140199687), (0.02, -50.544789310456179789), (0.5, -1.9635100260214234794),
    (1, -0.57721566490153286061), (1.4616321449683623, -3.9928730412463132477e-17),
    (2.5, 0.70315664064524318723), (9.99, 2.2507003728312010995), (10, 2.2517525890667211076),
    (47.3, 3.8459022251943587401), (500.5, 6.2146082650887417429), (1e8, 18.420680738952365464),
  ])
  func agreesWithMpmath(_ x: Double, _ expected: Double) {
    #expect(abs(digamma(x) - expected) < 4e-15 * max(1, abs(expected), 1 / x))
  }
}
