/// Values by their order, equal values together.
struct Ranks: Sendable {
  /// Indices of the values, level by level in ascending order; those of a level tie.
  let levels: [[Int]]
  /// The level of each value, from 0.
  let position: [Int]

  init(_ values: [Double]) {
    var levels: [[Int]] = []
    var position = [Int](repeating: 0, count: values.count)
    for i in values.indices.sorted(by: { values[$0] < values[$1] }) {
      if let first = levels.last?.first, values[first] == values[i] {
        levels[levels.count - 1].append(i)
      } else {
        levels.append([i])
      }
      position[i] = levels.count - 1
    }
    self.levels = levels
    self.position = position
  }

  /// Number of pairs that tie.
  var tiedPairs: Double {
    levels.reduce(0) { $0 + Double($1.count) * Double($1.count - 1) / 2 }
  }

  /// Ranks from 1 to n; values that tie share the mean of their ranks.
  var midRanks: [Double] {
    var ranks = [Double](repeating: 0, count: position.count)
    var below = 0
    for level in levels {
      let rank = Double(below) + 0.5 * Double(level.count + 1)
      for i in level { ranks[i] = rank }
      below += level.count
    }
    return ranks
  }
}
