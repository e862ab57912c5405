import RiskMeasures
import VectorMath

extension Kernel {
  /// VaR and expected shortfall at three levels from the losses that a run of a million paths keeps.
  static let tails = [tail(lossCount: 65_536)]

  private static func tail(lossCount: Int) -> Kernel {
    Kernel("tail-\(lossCount)", unit: "losses", elementCount: lossCount) {
      let columns = lossCount / PathBlock.pathCount
      let normals = normalBlock(columnCount: columns)
      var losses: [Double] = []
      for k in 0..<columns {
        for v in 0..<PathBlock.vectorCount {
          let loss = exponential(normals[k][v])
          for lane in 0..<Vector.laneCount { losses.append(loss[lane]) }
        }
      }
      let above = losses
      return {
        do {
          let tail = try TailSample(paths: 1_000_000, above: above, threshold: 0)
          for level in [0.95, 0.99, 0.999] {
            _ = try tail.valueAtRisk(level: Level(level))
            _ = try tail.expectedShortfall(level: Level(level))
          }
        } catch {
          preconditionFailure("the tail holds every level: \(error)")
        }
      }
    }
  }
}
