import RandomNumbers
import VectorMath

/// Marks at the valuation date, which are the same on every path.
public enum InitialMarks {
  /// Values by mark column, in the numeraire.
  public static func values(of plan: RunPlan) -> [Double] {
    var simulator = BlockSimulator(plan)
    simulator.start(PathNumbers(block: 0))
    return simulator.marks.map { $0[path: 0] }
  }
}
