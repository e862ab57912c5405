import VectorMath

/// By path of the block: the next check inside the step at which an account is below 1.
///
/// Paths do not meet, so each goes from one such check to the next by itself.
package struct InsideFalls {
  /// Paths on which any is.
  package private(set) var paths = PathMask()
  /// By path, from 0; only read for those paths.
  package private(set) var checks = [Int](repeating: 0, count: PathBlock.pathCount)

  /// None.
  package init() {}

  /// Forgets all, for the next step.
  package mutating func clear() { paths = PathMask() }

  /// Forgets what is found on some paths.
  mutating func clear(_ passed: PathMask) { paths.subtract(passed) }

  /// Adds an account's next check on a path, if it has one.
  mutating func add(path: Int, check: Int) {
    if check == ReachedAccounts.none { return }
    checks[path] = paths.contains(path) ? min(checks[path], check) : check
    paths.insert(path)
  }

  /// Adds those of another book on the same paths.
  package mutating func formUnion(_ other: borrowing InsideFalls) {
    for path in other.paths { add(path: path, check: other.checks[path]) }
  }

  /// The paths on which it is that of another list.
  func paths(at other: borrowing InsideFalls) -> PathMask {
    var found = PathMask()
    for path in paths where checks[path] == other.checks[path] { found.insert(path) }
    return found
  }
}
