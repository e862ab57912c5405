/// A hint for a name that is not known: «cvar is called es here» for a word of the field that has another name, «did
/// you mean 'volatility'?» for a mistyped one.
///
/// - Returns: `nil` if no known name means the same or is near.
public func nameHint(for found: String, among known: [String]) -> String? {
  guard let name = nearestName(to: found, among: known) else { return nil }
  let isSynonym =
    name == Synonyms.word(for: found, among: known) && !Synonyms.areSpelledAlike(found, name)
  return isSynonym ? "\(found) is called \(name) here" : "did you mean '\(name)'?"
}

/// The known name that means the same as one that is not known (`Synonyms`), or is nearest to a mistyped one.
///
/// Nearest by the number of insertions, deletions, substitutions and swaps of neighbours
/// (Damerau 1964, doi:10.1145/363958.363994), compared without case.
///
/// - Returns: `nil` if no name is within a third of the length (and at least one edit).
public func nearestName(to found: String, among known: [String]) -> String? {
  if let word = Synonyms.word(for: found, among: known) { return word }
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
