import VectorMath

/// Every quantity of every subject on the paths of a block. Shape `[subjects × quantities]`.
///
/// Columns are cleared when they are opened, so that what is 0 on every path costs nothing.
struct PolicyColumns: ~Copyable {
  private let block: PathBlock
  /// By row: the column that is read, `nil` where all is 0.
  private var views: [Column?]

  init(subjectCount: Int) {
    block = PathBlock(columnCount: subjectCount * PolicyQuantity.count)
    views = Array(repeating: nil, count: subjectCount * PolicyQuantity.count)
  }

  static func row(_ subject: Int, _ quantity: PolicyQuantity) -> Int {
    subject * PolicyQuantity.count + quantity.index
  }

  /// Forgets the block before.
  mutating func closeAll() {
    for row in views.indices { views[row] = nil }
  }

  /// The column of a quantity, to be added to; zeros at first.
  mutating func open(_ subject: Int, _ quantity: PolicyQuantity) -> Column {
    let row = Self.row(subject, quantity)
    if let column = views[row] { return column }
    let column = block[row]
    column.fill(0)
    views[row] = column
    return column
  }

  /// Makes the columns of a subject those of another.
  mutating func copy(_ source: Int, to subject: Int) {
    for k in 0..<PolicyQuantity.count {
      views[subject * PolicyQuantity.count + k] = views[source * PolicyQuantity.count + k]
    }
  }

  /// Makes every column the difference of two others, path by path.
  mutating func subtract(_ b: borrowing PolicyColumns, from a: borrowing PolicyColumns) {
    for row in views.indices {
      let minuend = a.views[row]
      guard let subtrahend = b.views[row] else {
        views[row] = minuend
        continue
      }
      let difference = block[row]
      if let minuend { difference.copy(minuend) } else { difference.fill(0) }
      difference.subtract(subtrahend)
      views[row] = difference
    }
  }

  /// The column of a row, or `nil` if it is 0 on every path.
  func column(row: Int) -> Column? { views[row] }

  func column(_ subject: Int, _ quantity: PolicyQuantity) -> Column? {
    column(row: Self.row(subject, quantity))
  }
}
