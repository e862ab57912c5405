import Diagnostics
import Input
import Studies

extension LoadedRun {
  /// The policies of the run.
  ///
  /// - Throws: `InputError` if its document names none.
  func requiredPolicies(document: String) throws(InputError) -> PolicyPlan {
    guard let policies else {
      throw InputError(
        "the document lacks the key 'policies'", at: SourceLocation(file: document),
        hint: "write policies: {candidates: [{name: today, policy: protocol}]}")
    }
    return policies
  }
}
