/// Policies to be compared on the paths of one run.
public struct PolicyPlan: Sendable {
  /// In the order of the run document; at least one.
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

  /// - Precondition: `benchmark` is an index of `candidates`, and `level` lies in (0, 1).
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
