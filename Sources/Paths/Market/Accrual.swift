/// How units of one side of a reserve grow.
public enum Accrual: Sendable, Hashable {
  /// Continuously compounded per year.
  case constant(Double)
  /// State column of the log index.
  case column(Int)
}
