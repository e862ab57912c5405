public import Lending

/// What a policy grants one token against one debt, averaged over the accounts by collateral value.
public struct PairTerms: Sendable, Hashable {
  /// Symbol of the collateral.
  public let collateral: String
  /// Symbol of the token that most of the accounts' debt is in.
  public let debt: String
  /// Collateral at oracle prices, in the numeraire.
  public let value: Double
  /// Fractions.
  public let haircut: Double
  public let liquidationThreshold: Double
  public let liquidationBonus: Double

  public init(
    collateral: String, debt: String, value: Double, haircut: Double,
    liquidationThreshold: Double, liquidationBonus: Double
  ) {
    self.collateral = collateral
    self.debt = debt
    self.value = value
    self.haircut = haircut
    self.liquidationThreshold = liquidationThreshold
    self.liquidationBonus = liquidationBonus
  }
}

/// One policy with the accounts that it makes.
public struct PolicyCandidate: Sendable {
  /// Its name in the run document.
  public let name: String
  /// The catalogue's word.
  public let policy: String
  /// The run's accounts under the policy's terms, with the debts that borrowers choose then.
  public let accounts: [Account]
  public let terms: [PairTerms]
  /// Mean haircut, by collateral value, in a calm and in a stressed state of the history.
  public let calmHaircut: Double?
  public let stressedHaircut: Double?

  public init(
    name: String, policy: String, accounts: [Account], terms: [PairTerms] = [],
    calmHaircut: Double? = nil, stressedHaircut: Double? = nil
  ) {
    self.name = name
    self.policy = policy
    self.accounts = accounts
    self.terms = terms
    self.calmHaircut = calmHaircut
    self.stressedHaircut = stressedHaircut
  }
}

/// Policies to be compared on the paths of one run.
public struct PolicyPlan: Sendable {
  public let candidates: [PolicyCandidate]
  /// Index of the policy that differences are taken to.
  public let benchmark: Int
  /// Level of ES, in (0, 1).
  public let level: Double
  /// How borrowers answer, in words.
  public let reaction: String
  /// The calm and the stressed state in words; `nil` without history.
  public let states: (calm: String, stressed: String)?
  /// What `--solve` keeps to; `nil` if the run document states no budget.
  public let budget: SolverBudget?

  public init(
    candidates: [PolicyCandidate], benchmark: Int, level: Double, reaction: String,
    states: (calm: String, stressed: String)? = nil, budget: SolverBudget? = nil
  ) {
    precondition(candidates.indices.contains(benchmark), "the benchmark is one of the policies")
    precondition(level > 0 && level < 1, "a level lies strictly between 0 and 1")
    self.candidates = candidates
    self.benchmark = benchmark
    self.level = level
    self.reaction = reaction
    self.states = states
    self.budget = budget
  }
}

/// What is measured of every policy on every path, for every subject.
public enum PolicyQuantity: String, Sendable, CaseIterable {
  /// The lender's loss, in the numeraire.
  case badDebt = "bad_debt"
  /// 1 where there is bad debt.
  case badDebtProbability = "bad_debt_probability"
  /// Market value of the debt that liquidators repaid, in the numeraire.
  case liquidated
  /// 1 where at least one account is liquidated.
  case liquidationProbability = "liquidation_probability"
  /// What liquidations cost borrowers: Σ debt repaid × bonus of the collateral that it was repaid for, in
  /// the numeraire.
  case liquidationLoss = "liquidation_loss"
  /// Interest on the borrowed amount up to the horizon at prices of time 0; what liquidators repay is
  /// lent again.
  case income = "interest_income"
  /// Share of the borrowed amount whose account is liquidated: the accounts' probabilities of
  /// liquidation, averaged by debt.
  case affectedDebt = "affected_debt"

  /// Position in `allCases`.
  var index: Int {
    switch self {
    case .badDebt: 0
    case .badDebtProbability: 1
    case .liquidated: 2
    case .liquidationProbability: 3
    case .liquidationLoss: 4
    case .income: 5
    case .affectedDebt: 6
    }
  }

  static let count = 7

  /// Whether it is 0 or 1 on a path, so that its mean is a probability.
  var isEvent: Bool { self == .badDebtProbability || self == .liquidationProbability }
}
