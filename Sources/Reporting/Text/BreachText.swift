import Studies

/// Why a run ends with another exit code than 0.
package enum BreachText {
  /// One line for every limit that is breached, the gravest first; empty if none is.
  package static func lines(_ result: RunResult) -> [String] {
    result.limitsByGravity.filter { $0.status != .passed }.map { verdict in
      let limit = verdict.limit
      let (word, threshold) =
        verdict.status == .hard ? ("hard limit", limit.hard) : ("warning limit", limit.warn)
      return "\(word) breached: \(limit.figureWords), \(limit.subjectWords), is "
        + "\(limit.text(of: verdict.value)), above \(threshold.map(limit.text) ?? "–")"
    }
  }
}
