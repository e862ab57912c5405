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
  /// What the marks of a step may have been before its end; `nil` where only its end is looked at.
  let inside: InsideMarks?

  /// Columns that live as long as whatever reads them.
  ///
  /// - Parameters:
  ///   - initial: Values at time 0, by column.
  ///   - dollars: The mark of US dollars per unit of the numeraire, or `nil` if it is the dollar.
  ///   - inside: For sources that say what happened inside a step.
  public init(
    _ columns: [Column], initial: [Double], dollars: Column? = nil, inside: InsideMarks? = nil
  ) {
    self.columns = columns
    self.initial = initial
    self.dollars = dollars
    self.inside = inside
  }
}
