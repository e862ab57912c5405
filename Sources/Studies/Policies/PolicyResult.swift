/// Policies side by side on the same paths.
public struct PolicyResult: Sendable {
  /// The run that the policies shared.
  public let plan: RunPlan
  /// What was compared.
  public let policies: PolicyPlan
  /// In the order of the run document.
  public let outcomes: [PolicyOutcome]
  /// The smallest haircuts that keep the budget; empty where none were asked for.
  public var solved: [SolvedHaircut] = []
  /// Accounts as they are and isolated, by account; empty where that was not asked for.
  public var crossMargin: [PolicyOutcome] = []

  /// The policy that differences are taken to; its own are 0.
  public var benchmark: PolicyOutcome { outcomes[policies.benchmark] }
}
