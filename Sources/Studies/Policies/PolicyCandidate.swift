public import Lending

/// One policy with the accounts that it makes.
public struct PolicyCandidate: Sendable {
  /// Its name in the run document.
  public let name: String
  /// The catalogue's word.
  public let policy: String
  /// The run's accounts under the policy's terms, with the debts that borrowers choose then.
  public let accounts: [Account]
  /// By collateral and debt, for tables; empty where the policy sets none.
  public let terms: [PairTerms]
  /// Mean haircut, by collateral value, in a calm and in a stressed state of the history.
  public let calmHaircut: Double?
  /// A fraction; `nil` without history.
  public let stressedHaircut: Double?

  /// - Parameter accounts: In the run's books, holding no other collateral than the run's accounts.
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
