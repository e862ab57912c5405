import Policies

extension ReferenceCheck {
  /// The rule behind the policy `supervisory`, whose table is of ten days.
  static let baselScaling = ReferenceCheck(
    "haircut/basel_scaling", [.claimed("haircut_min_holding", "haircut_scaled")]
  ) { reference, figures in
    let haircut = try reference.number("haircut", .fraction)
    let tenDays = haircut * (10 / (try reference.number("source_days", .positive))).squareRoot()
    let holding = try reference.number("holding_days", .positive)
    let revaluation = try reference.number("revaluation_days", .positive)
    func scaled(_ days: Double) -> Double {
      tenDays * SupervisoryHaircut.scale(holdingDays: holding, revaluationDays: days)
    }
    figures.add("haircut_min_holding", scaled(1))
    figures.add("haircut_scaled", scaled(revaluation))
  }
}
