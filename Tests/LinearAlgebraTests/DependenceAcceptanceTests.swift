import Foundation
import LinearAlgebra
import Testing

/// Recovery of a t copula from many samples; in release, with LSTRISK_ACCEPTANCE set.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LSTRISK_ACCEPTANCE"] != nil))
struct DependenceAcceptanceTests {
  /// 200 samples of 1,000 observations with ν = 4: the mean of 1/ν is ¼ within 4 standard errors and
  /// a bias of 0.01 from the ranks; correlations are 0.6, 0.3, 0.5 within 4 standard errors, and
  /// their stated errors are the spread of the samples within 15 %.
  @Test func studentTCopulaIsRecovered() throws {
    let samples = 200
    var inverses: [Double] = []
    var correlations: [[Double]] = []
    var errors: [[Double]] = []
    for seed in 0..<samples {
      let copula = try StudentTCopula(
        of: try DependentSample.studentT(1000, seed: 1000 + UInt64(seed)))
      inverses.append(1 / copula.degreesOfFreedom)
      let found = copula.correlation
      correlations.append([found.pairwise[1, 0], found.pairwise[2, 0], found.pairwise[2, 1]])
      errors.append(
        [found.standardErrors[1, 0], found.standardErrors[2, 0], found.standardErrors[2, 1]])
    }
    let (mean, spread) = moments(inverses)
    print("1/ν: \(mean) ± \(spread)")
    #expect(abs(mean - 0.25) < 0.01 + 4 * spread / Double(samples).squareRoot())
    for (k, rho) in [0.6, 0.3, 0.5].enumerated() {
      let (mean, spread) = moments(correlations.map { $0[k] })
      let stated = moments(errors.map { $0[k] }).mean
      print("ρ \(rho): \(mean) ± \(spread), stated \(stated)")
      #expect(abs(mean - rho) < 4 * spread / Double(samples).squareRoot())
      #expect(abs(stated / spread - 1) < 0.15)
    }
  }

  private func moments(_ values: [Double]) -> (mean: Double, spread: Double) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot())
  }
}
