/// A policy's accounts in an array of a worker.
///
/// A class, because an array cannot hold values that are not copied. Work is done in the value, so that
/// access is checked once a call and not in loops.
final class PolicySlot {
  var evaluation: PolicyEvaluation

  init(_ evaluation: consuming PolicyEvaluation) { self.evaluation = evaluation }
}
