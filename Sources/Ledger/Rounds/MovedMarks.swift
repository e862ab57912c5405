import VectorMath

/// The marks of a step beside what own sales have made of them: live = base × multiplier.
///
/// The live columns are those that everybody reads. A source writes them anew at every step.
struct MovedMarks: ~Copyable {
  private let columns: [Column]
  /// Copies of the columns that move, by place in `places`.
  private let base: PathBlock
  /// By mark: its column in `base`, or −1 if it never moves.
  private let places: [Int]

  /// - Parameters:
  ///   - columns: The worker's mark columns.
  ///   - moving: Numbers of those that exits move.
  init(_ columns: [Column], moving: [Int]) {
    self.columns = columns
    var places = Array(repeating: -1, count: columns.count)
    for (place, mark) in moving.enumerated() {
      precondition(places[mark] < 0, "a mark belongs to one exit")
      places[mark] = place
    }
    self.places = places
    base = PathBlock(columnCount: moving.count)
  }

  /// Takes what the source has written for a step.
  func rebase() {
    for (mark, place) in places.enumerated() where place >= 0 { base[place].copy(columns[mark]) }
  }

  /// What the source says of a mark that moves, before own sales.
  func base(_ mark: Int, path: Int) -> Double { base[places[mark]][path: path] }

  /// A mark as everybody reads it.
  func live(_ mark: Int, path: Int) -> Double { columns[mark][path: path] }

  /// What one unit of a mark is worth in units of another, before own sales.
  func ratio(_ mark: Int, to other: Int, path: Int) -> Double {
    base[places[mark]][path: path] / base[places[other]][path: path]
  }

  /// Puts a mark at a multiple of what the source says.
  ///
  /// - Returns: Whether it has moved.
  mutating func multiply(_ mark: Int, by multiplier: Double, path: Int) -> Bool {
    let moved = base[places[mark]][path: path] * multiplier
    if columns[mark][path: path] == moved { return false }
    columns[mark][path: path] = moved
    return true
  }
}
