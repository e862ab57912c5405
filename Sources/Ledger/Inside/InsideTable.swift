import VectorMath

/// The marks inside a step by leg of `GroupTable`; empty where nobody looks inside.
struct InsideTable: ~Copyable {
  /// By leg: least and largest oracle mark, and the power of the price in it.
  let lowest: ColumnList
  let highest: ColumnList
  let powers: [Int]
  /// By leg: oracle marks at the checks, a row by path that was drawn.
  let values: [VectorRows]
  /// Checks inside a step.
  let checkCount: Int

  /// - Parameter legs: Oracle marks of all legs.
  init(_ inside: InsideMarks?, legs: [Int]) {
    let marks = inside == nil ? [] : legs
    lowest = ColumnList(marks.compactMap { inside?.lowest[$0] })
    highest = ColumnList(marks.compactMap { inside?.highest[$0] })
    powers = marks.compactMap { inside?.powers[$0] }
    values = marks.compactMap { inside?.values[$0] }
    checkCount = inside?.checkCount ?? 0
  }
}
