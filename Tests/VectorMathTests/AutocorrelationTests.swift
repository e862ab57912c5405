import Testing
import VectorMath

@Suite struct AutocorrelationTests {
  /// statsmodels 0.15.0: acf(x, nlags=5, fft=False) of the numbers below.
  @Test func agreesWithStatsmodels() throws {
    let x = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3].map { Double($0) }
    let expected = [
      0.1810344827586207, 0.13793103448275862, 0.15517241379310345, -0.27586206896551724,
      -0.08620689655172414,
    ]
    let rho = try #require(autocorrelations(x, lags: 5))
    for (a, b) in zip(rho, expected) { #expect(abs(a - b) < 1e-14) }
    #expect(lagOneAutocorrelation(x) == rho[0])
  }

  @Test func hasNoneOfConstantsAndShortSeries() {
    #expect(autocorrelations([2, 2, 2], lags: 1) == nil)
    #expect(autocorrelations([1, 2], lags: 2) == nil)
    #expect(autocorrelations([1, 2, 3], lags: 2)?.count == 2)
  }
}
