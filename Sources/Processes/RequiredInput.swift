import VectorMath

extension ProcessColumns {
  /// The column of input `k`, which is not optional.
  ///
  /// - Precondition: The plan wired it, which is checked when a plan is built.
  func requiredInput(_ k: Int) -> Column {
    guard let column = inputs[k] else { preconditionFailure("input \(k) is not wired") }
    return column
  }
}
