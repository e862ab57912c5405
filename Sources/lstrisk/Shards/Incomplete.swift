/// A plan whose shards are not all done.
struct Incomplete: Error, CustomStringConvertible {
  /// Indices, ascending.
  let missing: [Int]
  /// The number of shards; `nil` if none is done.
  let count: Int?

  init(missing: [Int], of count: Int?) {
    self.missing = missing
    self.count = count
  }

  var description: String {
    guard let count else {
      return "no shard of the plan is done; run `lstrisk simulate PLAN_DIR --shard 0/1`"
    }
    let names = missing.map { "\($0)/\(count)" }.joined(separator: " ")
    return "\(missing.count) of \(count) shards are missing: \(names)"
  }
}
