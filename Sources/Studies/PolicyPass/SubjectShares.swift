/// By account: subjects with the share of the account that belongs to them.
struct SubjectShares: Sendable {
  let subjectCount: Int
  let shares: [[(subject: Int, share: Double)]]

  /// By subject: the first one that has the same share of every account, often itself. With one book that
  /// of the book is the total.
  var sources: [Int] {
    var columns = Array(
      repeating: Array(repeating: 0.0, count: shares.count), count: subjectCount)
    for (account, shares) in shares.enumerated() {
      for (subject, share) in shares { columns[subject][account] += share }
    }
    return columns.map { column in columns.firstIndex(of: column) ?? 0 }
  }

  /// A number of every account, added up by subject.
  func sums(_ values: [Double]) -> [Double] {
    var sums = Array(repeating: 0.0, count: subjectCount)
    for (account, value) in values.enumerated() {
      for (subject, share) in shares[account] { sums[subject] += share * value }
    }
    return sums
  }
}
