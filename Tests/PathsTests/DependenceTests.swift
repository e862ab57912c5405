import Diagnostics
import Foundation
import Paths
import RandomNumbers
import TestSupport
import Testing
import VectorMath

@Suite struct DependenceTests {
  /// Joint tail of the two shocks of the sample plan, seen through their factors' first step.
  private func joint(_ dependence: Dependence, level: Double) throws -> Double {
    let plan = try SamplePlan(paths: 1, dependence: dependence, correlation: 0.5).plan()
    var simulator = BlockSimulator(plan.paths)
    // Both factors are Gaussian after one step, so ranks of the shocks are ranks of the columns.
    let eth = simulator.stateColumn(plan.paths.market.factors[0].outputs[0])
    let discount = simulator.stateColumn(plan.paths.market.factors[1].outputs[0])
    let z = NormalDistribution.quantile(level)
    let step = 1.0 / 365
    let ethLimit = -0.8 * 0.8 / 2 * step + 0.8 * step.squareRoot() * z
    let scale = 0.02 * ((1 - exp(-60 * step)) / 60).squareRoot()
    let discountLimit = 0.001 + scale * z
    var hits = 0
    let blocks = 200
    for block in 0..<blocks {
      simulator.start(PathNumbers(block: block))
      simulator.advance(step: 0)
      for path in 0..<PathBlock.pathCount
      where eth[path: path] < ethLimit && discount[path: path] < discountLimit { hits += 1 }
    }
    return Double(hits) / Double(blocks * PathBlock.pathCount)
  }

  /// 102,400 draws, standard error 3.4e-4 at 0.012, tolerance 4. Independence would give 0.0025.
  @Test func gaussianJointTail() throws {
    let exact = BivariateNormal.cdf(
      NormalDistribution.quantile(0.05), NormalDistribution.quantile(0.05), rho: 0.5)
    let found = try joint(.gaussian, level: 0.05)
    #expect(abs(found - exact) < 4 * (exact * (1 - exact) / 102_400).squareRoot())
  }

  /// Demarta and McNeil (2005): the t copula's joint tail; the Gaussian one lies 14 standard errors lower.
  @Test func studentTJointTail() throws {
    let student = StudentTDistribution(degreesOfFreedom: 3)
    let q = student.quantile(0.05)
    let exact = BivariateStudentT(degreesOfFreedom: 3).cdf(q, q, rho: 0.5)
    let found = try joint(.studentT(3), level: 0.05)
    #expect(abs(found - exact) < 4 * (exact * (1 - exact) / 102_400).squareRoot())
  }
}
