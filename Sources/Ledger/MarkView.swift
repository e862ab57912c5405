public import VectorMath

/// A worker's mark columns as accounts read them: values of one initial unit of a token, in the numeraire.
///
/// The columns are views that everybody shares; whoever fills them keeps the block behind them.
public struct MarkView {
  /// One per formula of the plan, on the paths of the block.
  let columns: [Column]
  /// Their values at time 0, positive.
  let initial: [Double]
  /// US dollars per unit of the numeraire; `nil` if it is the dollar.
  let dollars: Column?

  /// Columns that live as long as whatever reads them.
  ///
  /// - Parameters:
  ///   - initial: Values at time 0, by column.
  ///   - dollars: The mark of US dollars per unit of the numeraire, or `nil` if it is the dollar.
  public init(_ columns: [Column], initial: [Double], dollars: Column? = nil) {
    self.columns = columns
    self.initial = initial
    self.dollars = dollars
  }
}
