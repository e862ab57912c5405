/// The known name that is nearest to a mistyped one, for «did you mean» hints.
///
/// Nearest by the number of insertions, deletions, substitutions and swaps of neighbours
/// (Damerau 1964, doi:10.1145/363958.363994), compared without case.
///
/// - Returns: `nil` if no name is within a third of the length (and at least one edit).
public func nearestName(to found: String, among known: [String]) -> String? {
  let limit = max(1, found.count / 3)
  var best: (name: String, distance: Int)?
  // The distance is at least the difference of the lengths, which is quick to look at.
  for name in known where abs(name.count - found.count) <= limit {
    let distance = editDistance(Array(found.lowercased()), Array(name.lowercased()))
    if distance <= limit && distance < (best?.distance ?? .max) { best = (name, distance) }
  }
  return best?.name
}

/// Optimal string alignment distance between two words.
func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var twoAgo = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in 0..<a.count {
    var current = [i + 1] + [Int](repeating: 0, count: b.count)
    for j in 0..<b.count {
      current[j + 1] = min(
        previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
      if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
        current[j + 1] = min(current[j + 1], twoAgo[j - 1] + 1)
      }
    }
    twoAgo = previous
    previous = current
  }
  return previous[b.count]
}
