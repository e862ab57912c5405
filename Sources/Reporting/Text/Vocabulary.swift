import Passes
import Paths
import Studies

extension LossQuantity {
  /// As text and headings say it.
  var words: String {
    switch self {
    case .equityLoss: "equity loss"
    case .badDebt: "bad debt"
    case .liquidated: "debt liquidated"
    case .deskLoss: "desk loss"
    }
  }
}

extension LossPlan {
  /// When accounts are checked, as «checked …» goes on.
  var monitoringWords: String {
    switch measurement.monitoring {
    case .steps: "at the end of every step"
    case .bridge:
      "at step ends and, for accounts that the Brownian bridge covers, between them"
    case .intraday:
      if let intraday = paths.intraday {
        "\(intraday.checks) times a step, the price of \(paths.market.factors[intraday.factor].name)"
          + " drawn between its daily values"
      } else {
        "inside the steps"
      }
    }
  }
}

extension Dependence {
  var words: String {
    switch self {
    case .gaussian: "Gaussian"
    case .studentT(let degrees): "Student t with \(NumberText.plain(degrees)) degrees of freedom"
    }
  }
}

extension SubjectResult {
  /// `Total`, or the name.
  var title: String { kind == .total ? "Total" : name }

  /// The health factor, `1.083`; `no debt` for infinity.
  var healthWords: String {
    healthFactor.isFinite ? NumberText.fixed(healthFactor, decimals: 3) : "no debt"
  }
}

extension Limit {
  /// What is limited: `ES 99 % of equity loss`.
  var figureWords: String {
    let level = level.map { " " + PercentText.level($0) } ?? ""
    return switch measure {
    case .valueAtRisk: "VaR\(level) of \(quantity.words)"
    case .expectedShortfall: "ES\(level) of \(quantity.words)"
    case .mean: "mean \(quantity.words)"
    case .liquidationProbability: "probability of liquidation"
    case .badDebtProbability: "probability of bad debt"
    }
  }

  var subjectWords: String {
    switch subject {
    case .total: "total"
    case .book(let name): "book \(name)"
    case .account(let name): "account \(name)"
    }
  }

  /// A number in the limit's unit: money, or per cent.
  func text(of value: Double) -> String {
    guard value.isFinite else { return "no bound" }
    return switch (measure.isProbability, unit) {
    case (true, .numeraire): NumberText.significant(value * 100, digits: 3) + " %"
    case (_, .percent): NumberText.significant(value, digits: 3) + " %"
    case (false, .numeraire): MoneyText.short(value)
    }
  }
}

extension LimitVerdict.Status {
  /// The verdict in words; colour alone never says it.
  var words: String {
    switch self {
    case .passed: "passed"
    case .warning: "warning"
    case .hard: "hard limit breached"
    }
  }
}

extension RunResult {
  /// The level that tables and sentences lead with: the one nearest to 99 %.
  var headlineLevel: Double {
    let levels = plan.measurement.levels
    return levels.min { abs($0 - 0.99) < abs($1 - 0.99) } ?? levels[0]
  }

  /// Verdicts with the gravest first, otherwise in the order of the document.
  var limitsByGravity: [LimitVerdict] {
    [.hard, .warning, .passed].flatMap { status in limits.filter { $0.status == status } }
  }

  /// Contributions to the total's expected shortfall, in the total's view; `nil` where nothing is
  /// attributed, or nothing is lost in the tail.
  var totalContributions: ContributionResult? {
    contributions.first { $0.subject == total.name && $0.quantity == total.view.quantity }
  }

  /// Why there are no contributions to the total's tail.
  var missingDriversWords: String {
    contributions.isEmpty
      ? "no tail was attributed"
      : "ES \(PercentText.level(plan.measurement.attributionLevel)) of \(total.view.quantity.words) is 0"
  }

  /// `30 days` or `1 day`.
  var horizonWords: String {
    let days = plan.paths.grid.days(at: plan.paths.grid.stepCount)
    return NumberText.plain(days) + (days == 1 ? " day" : " days")
  }

  /// `1 day` or `4 hours`.
  var stepWords: String {
    let days = plan.paths.grid.stepDays
    if days >= 1 { return NumberText.plain(days) + (days == 1 ? " day" : " days") }
    return NumberText.plain(days * 24) + (days * 24 == 1 ? " hour" : " hours")
  }

  /// `1 limit` or `2 limits`.
  static func counted(_ count: Int, _ noun: String) -> String {
    "\(NumberText.count(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension QuantityFigures {
  /// The tail figures at a level, if they were asked for.
  func tail(at level: Double) -> TailFigures? { tails.first { $0.level == level } }
}

extension SubjectResult {
  /// A share of the exposure, or `nil` without one.
  func shareOfExposure(_ value: Double) -> Double? { exposure > 0 ? value / exposure : nil }

  /// A share of what the quantity is measured by, or `nil` without it.
  func share(_ value: Double, of quantity: LossQuantity) -> Double? {
    let whole = exposure(of: quantity)
    return whole > 0 ? value / whole : nil
  }
}
