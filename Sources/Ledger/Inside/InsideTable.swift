import VectorMath

/// The marks inside a step by leg of `GroupTable`; empty where nobody looks inside.
struct InsideTable: ~Copyable {
  /// By leg: least and largest oracle mark, and the power of the price in it.
  let lowest: ColumnList
  let highest: ColumnList
  let powers: [Int]
  /// By leg, then check: oracle marks at the places of the paths that were drawn.
  let values: ColumnList
  /// Checks inside a step.
  let checkCount: Int
  private let marks: [Int]
  private let fillMark: (Int) -> Void

  /// - Parameter legs: Oracle marks of all legs.
  init(_ inside: InsideMarks?, legs: [Int]) {
    let marks = inside == nil ? [] : legs
    lowest = ColumnList(marks.compactMap { inside?.lowest[$0] })
    highest = ColumnList(marks.compactMap { inside?.highest[$0] })
    powers = marks.compactMap { inside?.powers[$0] }
    values = ColumnList(marks.flatMap { inside?.values[$0] ?? [] })
    checkCount = inside?.checkCount ?? 0
    fillMark = inside?.fill ?? { _ in }
    self.marks = marks
  }

  /// Has the values of a group's legs written.
  func fill(_ layout: GroupLayout) {
    for leg in layout.firstLeg..<layout.firstLeg + layout.legCount { fillMark(marks[leg]) }
  }
}
