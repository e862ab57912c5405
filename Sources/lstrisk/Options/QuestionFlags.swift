import ArgumentParser
import Studies

/// What is asked beside a comparison of policies.
struct QuestionFlags: ParsableArguments {
  @Flag(help: "Also find the smallest haircut of each token that keeps the budget under `solve`.")
  var solve = false

  @Flag(help: "Also compare today's accounts with isolated ones: one collateral, one debt each.")
  var isolated = false

  var questions: Set<PolicyStudy.Question> {
    Set((solve ? [.solve] : []) + (isolated ? [.isolated] : []))
  }
}
