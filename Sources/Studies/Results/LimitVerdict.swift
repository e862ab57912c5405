/// How a limit stands.
public struct LimitVerdict: Sendable {
  /// From harmless to grave.
  public enum Status: String, Sendable, Comparable {
    case passed, warning, hard
    /// Orders by gravity: passed, warning, hard.
    public static func < (a: Status, b: Status) -> Bool { a.rank < b.rank }
    private var rank: Int {
      switch self {
      case .passed: 0
      case .warning: 1
      case .hard: 2
      }
    }
  }
  /// What was limited, and at which thresholds.
  public let limit: Limit
  /// The figure that was compared, in the limit's unit.
  public let value: Double
  /// `hard` above the hard threshold, else `warning` above the other one; a value on a threshold keeps it.
  public let status: Status

  /// A verdict that has been reached elsewhere; nothing is compared.
  public init(limit: Limit, value: Double, status: Status) {
    self.limit = limit
    self.value = value
    self.status = status
  }
}

extension LimitVerdict {
  /// Compares a limit with the figures of its subject.
  ///
  /// - Precondition: The subject exists and has the limit's level; input checking has seen to it.
  init(_ limit: Limit, _ subjects: [SubjectResult]) {
    guard let subject = subjects.first(where: { limit.subject.matches($0) }) else {
      preconditionFailure("a limit is on a subject of the run")
    }
    let isMoney: Bool
    let estimate: (value: Double, upper: Double)
    switch limit.measure {
    case .valueAtRisk, .expectedShortfall:
      guard let tail = subject[limit.quantity].tails.first(where: { $0.level == limit.level })
      else {
        preconditionFailure("a limit is at a level of the run")
      }
      let found =
        limit.measure == .valueAtRisk ? tail.valueAtRisk : tail.expectedShortfall
      estimate = (found.value, found.upper)
      isMoney = true
    case .mean:
      let mean = subject[limit.quantity].mean
      estimate = (mean.value, mean.upper)
      isMoney = true
    case .liquidationProbability:
      let found = subject.liquidationInterval
      estimate = (found.value, found.upper)
      isMoney = false
    case .badDebtProbability:
      let found = subject[.badDebt].probabilityPositive.clopperPearson()
      estimate = (found.value, found.upper)
      isMoney = false
    }
    // A loss that no path has shown has no upper end: the estimate is compared then.
    let isBounded = estimate.upper.isFinite
    let figure = limit.basis == .upper && isBounded ? estimate.upper : estimate.value
    let value =
      switch (limit.unit, isMoney) {
      case (.numeraire, _): figure
      case (.percent, true): Self.percent(figure, of: subject.exposure(of: limit.quantity))
      case (.percent, false): 100 * figure
      }
    self.limit = limit
    self.value = value
    status =
      if let hard = limit.hard, value > hard {
        .hard
      } else if let warn = limit.warn, value > warn {
        .warning
      } else {
        .passed
      }
  }
}

extension LimitVerdict {
  /// A share in per cent; a loss of something that was not there is beyond every limit.
  private static func percent(_ figure: Double, of whole: Double) -> Double {
    if whole > 0 { return 100 * figure / whole }
    return figure > 0 ? .infinity : 0
  }
}

extension Limit.Subject {
  func matches(_ subject: SubjectResult) -> Bool {
    switch self {
    case .total: subject.kind == .total
    case .book(let name): subject.kind == .book && subject.name == name
    case .account(let name): subject.kind == .account && subject.name == name
    }
  }
}
