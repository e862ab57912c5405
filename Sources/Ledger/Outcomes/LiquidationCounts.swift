import VectorMath

/// First liquidations of accounts, books and the portfolio, counted over the paths of all blocks.
struct LiquidationCounts: ~Copyable {
  private let bookCount: Int
  private let rowCount: Int
  private let stepCount: Int
  /// Whether those of accounts are counted by step, not over the whole horizon.
  private let isByStep: Bool
  /// By book: bit i is set where the liquidations of the book i books on are also the portfolio's.
  private let inTotal: [UInt32]
  /// Whether they are of every book, so that nobody has to look.
  let isAllInTotal: Bool
  /// Flags by subject, the portfolio first, then the books: nothing of it has been liquidated on the path.
  private let untouchedSubjects: MaskTable
  /// By step, then row; one lane an account.
  private let rowLiquidations: VectorTable
  /// Of the portfolio and the books, by step.
  private let subjectLiquidations: VectorTable

  /// - Parameter isInTotal: By book: whether its liquidations are also the portfolio's; `nil` for all.
  init(bookCount: Int, rowCount: Int, stepCount: Int, isByStep: Bool, isInTotal: [Bool]?) {
    self.bookCount = bookCount
    self.rowCount = rowCount
    self.stepCount = stepCount
    self.isByStep = isByStep
    let isInTotal = isInTotal ?? Array(repeating: true, count: bookCount)
    inTotal = Self.bits(isInTotal)
    isAllInTotal = isInTotal.allSatisfy { $0 }
    untouchedSubjects = MaskTable(rowCount: bookCount / Vector.laneCount + 1)
    rowLiquidations = VectorTable(count: (isByStep ? stepCount : 1) * rowCount)
    subjectLiquidations = VectorTable(count: stepCount * (bookCount + 1) / Vector.laneCount + 1)
  }

  /// By book: the flags from there on as bits, from the lowest.
  private static func bits(_ flags: [Bool]) -> [UInt32] {
    var bits: [UInt32] = []
    var rest: UInt32 = 0
    for flag in flags.reversed() {
      rest = rest &<< 1 | (flag ? 1 : 0)
      bits.append(rest)
    }
    return bits.reversed()
  }

  /// Forgets the paths, for the next block; the counts go on.
  func restart(pathCount: Int) {
    for row in 0..<untouchedSubjects.rowCount {
      untouchedSubjects.fill(row: row, 0xff, count: pathCount)
    }
  }

  /// Counts the first liquidation of some accounts of a row, all of one book.
  @inline(__always)
  func count(row: Int, lanes: UInt32, book: Int, path: Int, step: Int) {
    let counts = (isByStep ? step : 0) &* rowCount &+ row
    rowLiquidations[counts] += blend(lanes, Vector(repeating: 1), otherwise: .zero)
    if isAllInTotal || inTotal[book] & 1 != 0 { count(subject: 0, path: path, step: step) }
    count(subject: book &+ 1, path: path, step: step)
  }

  /// Counts a liquidation of every book whose bit is set, all of them the portfolio's too.
  @inline(__always)
  func countAllInTotal(books: UInt32, from firstBook: Int, path: Int, step: Int) {
    count(subject: 0, path: path, step: step)
    count(books: books, from: firstBook, path: path, step: step)
  }

  /// Counts a liquidation of every book whose bit is set, some of them the portfolio's too.
  @inline(__always)
  func countSomeInTotal(books: UInt32, from firstBook: Int, path: Int, step: Int) {
    if books & inTotal[firstBook] != 0 { count(subject: 0, path: path, step: step) }
    count(books: books, from: firstBook, path: path, step: step)
  }

  @inline(__always)
  private func count(books: UInt32, from firstBook: Int, path: Int, step: Int) {
    var rest = books
    while rest != 0 {
      count(subject: firstBook &+ rest.trailingZeroBitCount &+ 1, path: path, step: step)
      rest &= rest &- 1
    }
  }

  private func count(subject: Int, path: Int, step: Int) {
    let row = subject / Vector.laneCount
    let bit: UInt8 = 1 &<< UInt8(truncatingIfNeeded: subject % Vector.laneCount)
    let flags = untouchedSubjects[row, path]
    if flags & bit == 0 { return }
    untouchedSubjects[row, path] = flags & ~bit
    subjectLiquidations[scalar: step &* (bookCount &+ 1) &+ subject] += 1
  }

  /// By step, or over the horizon, then account: `[step × accounts]` or `[accounts]`.
  ///
  /// - Parameter slots: Row × 8 + lane of every account; −1 for those that are counted elsewhere.
  func byAccount(slots: [Int]) -> [Int] {
    let steps = isByStep ? stepCount : 1
    var counts = Array(repeating: 0, count: steps * slots.count)
    for step in 0..<steps {
      for (account, slot) in slots.enumerated() where slot >= 0 {
        counts[step * slots.count + account] = Int(
          rowLiquidations[scalar: step * rowCount * Vector.laneCount + slot])
      }
    }
    return counts
  }

  /// By step, then the portfolio and the books: `[step × (books + 1)]`.
  var bySubject: [Int] {
    (0..<stepCount * (bookCount + 1)).map { Int(subjectLiquidations[scalar: $0]) }
  }
}
