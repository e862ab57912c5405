/// The numbering of what is measured of policies: one row per policy, subject and quantity, and as many
/// after them for the differences to the benchmark.
struct PolicyRows: Sendable {
  let policyCount: Int
  let subjectCount: Int

  init(_ policies: PolicyPlan, _ subjects: PolicySubjects) {
    policyCount = policies.candidates.count
    subjectCount = subjects.count
  }

  /// Rows of values, then rows of differences.
  var count: Int { 2 * valueCount }

  /// Rows of values of one policy: its subjects × quantities.
  var columnCount: Int { subjectCount * PolicyQuantity.count }

  private var valueCount: Int { policyCount * columnCount }

  /// Row of a quantity itself.
  func value(policy: Int, column: Int) -> Int {
    policy * columnCount + column
  }

  /// Row of a quantity minus the benchmark's on the same path.
  func difference(policy: Int, column: Int) -> Int {
    valueCount + value(policy: policy, column: column)
  }

  /// Tails of bad debt: one per policy and subject.
  var tailCount: Int { policyCount * subjectCount }

  /// Place of a tail.
  func tail(policy: Int, subject: Int) -> Int { policy * subjectCount + subject }
}
