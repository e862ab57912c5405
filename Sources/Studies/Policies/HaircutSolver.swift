import Lending
import Passes
import RiskMeasures

/// Finds haircuts by bisection on common paths.
///
/// The account at hand holds one collateral, owes all that it may in one token, and follows the rules
/// of its protocol. All haircuts of all pairs of a round run on the same paths, so that a measure falls
/// with the haircut and the answer is repeatable; every round narrows each bracket by `width`.
public struct HaircutSolver: Sendable {
  /// The run whose market, protocols and pairs of tokens are searched; amounts tell which debt is largest.
  public let plan: RunPlan
  /// What every haircut has to keep to.
  public let budget: SolverBudget
  /// Parallel workers; any number gives the same bytes.
  public let workers: Int
  /// Haircuts tried in a bracket at a time.
  static let width = 15
  /// Rounds: the answer is resolved to 16⁻⁴, 1.5e-5.
  static let rounds = 4
  /// Value of the collateral in the numeraire, far above the dust rules of protocols.
  private static let value = 1e7

  /// - Precondition: `workers` ≥ 1.
  public init(_ plan: RunPlan, budget: SolverBudget, workers: Int) {
    precondition(workers >= 1, "a run has at least one worker")
    self.plan = plan
    self.budget = budget
    self.workers = workers
  }

  /// One collateral against one debt at one protocol.
  private struct Pair {
    let collateral: CollateralLeg
    let debt: DebtLeg
    let protocolIndex: Int
  }

  /// What a bracket is narrowed around.
  private enum Side: CaseIterable { case value, lower, upper }

  /// The haircuts between which a measure crosses the limit.
  private struct Bracket {
    var low = 0.0
    var high = 1.0

    var points: [Double] {
      (1...HaircutSolver.width).map {
        low + (high - low) * Double($0) / Double(HaircutSolver.width + 1)
      }
    }

    /// - Parameter isAbove: By point: whether the measure is above the limit there.
    mutating func narrow(_ isAbove: [Bool]) {
      let points = points
      let last = isAbove.lastIndex(of: true)
      let end = last.map { $0 + 1 } ?? 0
      if let last { low = points[last] }
      if end < points.count { high = points[end] }
    }
  }

  /// - Throws: `Interrupted` if the surrounding task is cancelled.
  public func run() async throws -> [SolvedHaircut] {
    let marks = plan.paths.market.initialMarks
    let pairs = pairs(marks)
    var brackets = pairs.map { _ in Side.allCases.map { _ in Bracket() } }
    for round in 0..<Self.rounds {
      // All brackets of a pair are the same at first.
      let sides = round == 0 ? 1 : Side.allCases.count
      let accounts = pairs.indices.flatMap { k in
        brackets[k].prefix(sides).flatMap(\.points).enumerated().map { i, haircut in
          account(pairs[k], haircut: haircut, id: "\(k)-\(i)", marks: marks)
        }
      }
      let result = try await Simulation(searchPlan(accounts), workers: workers).run()
      let measured = result.accounts.map(measure)
      for k in pairs.indices {
        for (s, side) in Side.allCases.enumerated() {
          let first = (k * sides + (round == 0 ? 0 : s)) * Self.width
          brackets[k][s].narrow(
            measured[first..<first + Self.width].map { bound($0, side) > budget.limit })
        }
      }
    }
    return zip(pairs, brackets).map { pair, brackets in
      let haircut = brackets[0].high
      let ends = (min(brackets[1].low, haircut), max(brackets[2].high, haircut))
      return SolvedHaircut(
        collateral: pair.collateral.token, debt: pair.debt.token,
        protocolName: plan.portfolio.protocolNames[pair.protocolIndex],
        haircut: Estimate(
          value: haircut, standardError: (ends.1 - ends.0) / (2 * 1.959963984540054),
          lower: ends.0, upper: ends.1, confidence: 0.95, method: .asymptoticNormal),
        liquidationThreshold: threshold(haircut: haircut))
    }
  }

  /// LT = min(LTV + buffer, 1 / (1 + bonus)), at least LTV.
  private func threshold(haircut: Double) -> Double {
    max(1 - haircut, min(1 - haircut + budget.buffer, 1 / (1 + budget.bonus)))
  }

  /// Every collateral with the token that most is owed in, in the order of the portfolio.
  private func pairs(_ marks: [Double]) -> [Pair] {
    var pairs: [Pair] = []
    for account in plan.portfolio.accounts {
      let largest = account.debts.max {
        $0.units * marks[$0.marketMark] < $1.units * marks[$1.marketMark]
      }
      guard let debt = largest, debt.units > 0 else { continue }
      for leg in account.collateral where leg.units > 0 && leg.token != debt.token {
        let isKnown = pairs.contains {
          $0.collateral.token == leg.token && $0.debt.token == debt.token
            && $0.protocolIndex == account.protocolIndex
        }
        if !isKnown {
          pairs.append(
            Pair(collateral: leg, debt: debt, protocolIndex: account.protocolIndex))
        }
      }
    }
    return pairs
  }

  private func account(_ pair: Pair, haircut: Double, id: String, marks: [Double]) -> Account {
    let leg = pair.collateral
    return Account(
      id: id, book: 0, protocolIndex: pair.protocolIndex,
      collateral: [
        leg.replacing(
          units: Self.value / marks[leg.oracleMark],
          terms: leg.terms.replacing(
            maxLoanToValue: 1 - haircut, liquidationThreshold: threshold(haircut: haircut),
            liquidationBonus: budget.bonus))
      ],
      debts: [
        pair.debt.replacing(units: Self.value * (1 - haircut) / marks[pair.debt.oracleMark])
      ])
  }

  private func searchPlan(_ accounts: [Account]) -> RunPlan {
    var search = plan
    search.portfolio = PortfolioPlan(
      accounts: accounts, books: [Book(name: "search", view: .lender)],
      protocolNames: plan.portfolio.protocolNames, adapters: plan.portfolio.adapters)
    search.measurement = MeasurementPlan(
      monitoring: plan.measurement.monitoring, levels: [budget.level],
      attributionLevel: budget.level, contributions: .none,
      accountTails: budget.measure == .expectedShortfall ? [.badDebt] : [])
    search.limits = []
    return search
  }

  private func measure(_ account: SubjectResult) -> Estimate {
    switch budget.measure {
    case .liquidationProbability: return account.liquidationInterval
    case .badDebtProbability: return account[.badDebt].probabilityPositive.clopperPearson()
    case .expectedShortfall:
      let shortfall = account[.badDebt].tails[0].expectedShortfall
      let debt = account.debtValue
      return Estimate(
        value: shortfall.value / debt, standardError: shortfall.standardError / debt,
        lower: shortfall.lower / debt, upper: shortfall.upper / debt,
        confidence: shortfall.confidence, method: shortfall.method)
    }
  }

  /// An end that the sample does not bound is taken at the estimate.
  private func bound(_ estimate: Estimate, _ side: Side) -> Double {
    switch side {
    case .value: estimate.value
    case .lower: estimate.lower.isFinite ? estimate.lower : estimate.value
    case .upper: estimate.upper.isFinite ? estimate.upper : estimate.value
    }
  }
}
