package import Exits
import VectorMath

/// Where one token is sold on the paths of a block, with what sales still weigh there.
///
/// A class, because a worker has several and each owns its columns.
package final class Exit {
  /// The token's market marks. The first says what a token is: a unit of another mark is its value in that one.
  let marks: [Int]
  private let venue: any ExitVenue
  private let memory: [ExitMemory]
  /// By component of the memory, then their sum I.
  private let block: PathBlock
  /// Paths with I > 0.
  private var displaced = PathMask()

  /// A token's exit before any sale.
  ///
  /// - Parameters:
  ///   - marks: The token's market marks, which differ in accrual alone; those of oracles that read the market are
  ///     the same columns. The first is one without accrual.
  ///   - memory: At least one component; their shares add up to 1.
  package init(_ marks: [Int], to venue: any ExitVenue, memory: [ExitMemory]) {
    precondition(!marks.isEmpty && !memory.isEmpty, "an exit sells a token and forgets it somehow")
    self.marks = marks
    self.venue = venue
    self.memory = memory
    block = PathBlock(columnCount: memory.count + 1)
  }

  private var displacement: Column { block[memory.count] }

  /// The token on a path as liquidators find it, in units of its first mark.
  func token(_ moved: borrowing MovedMarks, path: Int) -> CascadeMarket.Token {
    let price = moved.base(marks[0], path: path)
    return CascadeMarket.Token(
      marketPrice: price, oracle: .fixed(price), venue: venue,
      displacement: displacement[path: path])
  }

  /// I on a path: tokens sold that still weigh on the venue.
  package func displacement(path: Int) -> Double { displacement[path: path] }

  /// Forgets all sales, for the next block.
  func restart() {
    for k in 0..<block.columnCount { block[k].fill(0) }
    displaced = PathMask()
  }

  /// Lets earlier sales fade, and moves the marks that the source has just written to what is left of them.
  func recover(over years: Double, _ marks: inout MovedMarks) {
    for path in displaced {
      var sum = 0.0
      for (k, component) in memory.enumerated() {
        block[k][path: path] *= component.remainder(after: years)
        sum += block[k][path: path]
      }
      displacement[path: path] = sum
    }
    _ = move(&marks, on: displaced)
  }

  /// Takes the sales of a round.
  ///
  /// - Returns: Paths on which a mark has moved.
  func respond(to flows: borrowing StepFlows, _ marks: inout MovedMarks) -> PathMask {
    var sellers = PathMask()
    for path in flows.paths {
      let tokens = tokensSold(flows, marks, path: path)
      guard tokens > 0 else { continue }
      for (k, component) in memory.enumerated() {
        block[k][path: path] += component.share * tokens
      }
      displacement[path: path] += tokens
      sellers.insert(path)
    }
    displaced.formUnion(sellers)
    return move(&marks, on: sellers)
  }

  private func tokensSold(
    _ flows: borrowing StepFlows, _ moved: borrowing MovedMarks, path: Int
  ) -> Double {
    var tokens = flows.sold(marks[0])[path: path]
    for mark in marks.dropFirst() {
      let units = flows.sold(mark)[path: path]
      if units > 0 { tokens += units * moved.ratio(mark, to: marks[0], path: path) }
    }
    return tokens
  }

  private func move(_ moved: inout MovedMarks, on paths: PathMask) -> PathMask {
    if paths.isEmpty { return paths }
    var changed = PathMask()
    for path in paths {
      let multiplier = venue.multiplier(displacement[path: path])
      for mark in marks where moved.multiply(mark, by: multiplier, path: path) {
        changed.insert(path)
      }
    }
    return changed
  }
}
