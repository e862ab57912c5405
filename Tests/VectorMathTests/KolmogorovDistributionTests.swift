import Testing
import VectorMath

@Suite struct KolmogorovDistributionTests {
  /// Marsaglia, Tsang and Wang (2003), doi:10.18637/jss.v008.i18, print n = 10 and n = 2000; the
  /// others come from their matrix power in mpmath with 60 digits.
  @Test(arguments: [
    (10, 0.274, 0.6284796154565042753), (20, 0.05, 2.32019615953125e-8),
    (100, 0.1358, 0.95464019726639515928), (250, 0.0857, 0.95212151576200966903),
    (250, 0.108815, 0.99505987931789884746), (2000, 0.04, 0.99676943191713676985),
    (2000, 0.06, 0.99999893956930568118),
  ])
  func matchesMatrixPowers(_ n: Int, _ d: Double, _ expected: Double) {
    #expect(abs(KolmogorovDistribution(count: n).cdf(d) - expected) < 1e-11)
  }

  /// n = 1: 2d − 1 on ½ … 1. n = 3 above ⅔: 1 − 2(1 − d)³.
  @Test func closedForms() {
    #expect(abs(KolmogorovDistribution(count: 1).cdf(0.7) - 0.4) < 1e-15)
    #expect(abs(KolmogorovDistribution(count: 1).upperTail(0.5) - 1) < 1e-15)
    #expect(abs(KolmogorovDistribution(count: 3).cdf(0.9) - 0.998) < 1e-15)
    let law = KolmogorovDistribution(count: 8)
    #expect(law.cdf(1) == 1 && law.cdf(1.0 / 16) == 0)
    // Ruben and Gambino (1982): n! (2d − 1/n)^n on 1/(2n) … 1/n.
    #expect(abs(law.cdf(0.1) - 4.0365527343750045e-05) < 1e-17)
  }
}
