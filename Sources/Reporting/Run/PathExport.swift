import Passes
import Studies
import Tables

/// Distributions of a finished run as CSV, from its paths drawn again.
package struct PathExport: Sendable {
  /// What is exported.
  package struct Choice: Sendable {
    /// `losses.csv`: every path's losses of the total and the books.
    package var losses = false
    /// Also of the accounts.
    package var accounts = false
    /// `liquidation_days.csv`: first liquidation of every account on every path.
    package var liquidationDays = false
    /// `marks.csv`: observed series by day of these paths.
    package var marks: [UInt64] = []
    /// `worst.csv` and `marks.csv`: these paths in full, worst first.
    package var worst: [UInt64] = []

    /// Nothing yet.
    package init() {}
  }

  private let plan: RunPlan
  private let version: String

  /// - Parameters:
  ///   - plan: The run's own, or the paths are others.
  ///   - version: Of the engine, for the comments of the files.
  package init(_ plan: RunPlan, version: String) {
    self.plan = plan
    self.version = version
  }

  /// Writes the chosen files into a directory that appears whole or not at all.
  ///
  /// - Throws: `OutputError`; `Interrupted` if the surrounding task is cancelled.
  package func write(_ choice: Choice, to path: String) throws {
    var directory = try OutputDirectory(at: path)
    if choice.losses || choice.liquidationDays { try writeSamples(choice, &directory) }
    let marked = choice.marks + choice.worst
    if !marked.isEmpty { try writeMarks(marked, &directory) }
    if !choice.worst.isEmpty { try writeWorst(choice.worst, &directory) }
    try directory.publish()
  }

  private func comments(_ title: String, _ conventions: [String]) -> [String] {
    [
      "lst-risk \(version): \(title)",
      "run: \(plan.words.name); valuation date \(plan.words.valuationDate); numeraire \(plan.words.numeraire.rawValue);"
        + " paths \(plan.paths.count); seed \(plan.paths.seed)",
    ] + conventions
  }

  /// Losses of a subject: the total may have a desk loss.
  private func quantities(_ subject: Int) -> [LossQuantity] {
    LossQuantity.allCases + (subject == 0 && plan.portfolio.total.view == .desk ? [.deskLoss] : [])
  }

  /// Names of the subjects: the total, the books, the accounts.
  private var subjects: [String] {
    ["total"] + plan.portfolio.books.map { "book \($0.name)" }
      + plan.portfolio.accounts.map { "account \($0.id)" }
  }

  private func writeSamples(_ choice: Choice, _ directory: inout OutputDirectory) throws {
    let wide = 1 + plan.portfolio.books.count
    let count = choice.accounts ? subjects.count : wide
    let chosen = Array(subjects.prefix(count))
    var losses = CSVWriter(
      comments: comments(
        "losses by path", [TableConventions.sign, TotalWords(plan.portfolio).comment]),
      columns: ["path"]
        + chosen.enumerated().flatMap { subject, name in
          quantities(subject).map { "\(name) \($0.rawValue)" }
        })
    var days = CSVWriter(
      comments: comments(
        "first liquidations",
        ["day: days from the valuation date; accounts never liquidated on a path have no row"]),
      columns: ["path", "account", "day"])
    var lossFile = choice.losses ? try directory.open("losses.csv") : nil
    var dayFile = choice.liquidationDays ? try directory.open("liquidation_days.csv") : nil
    var replay = PathReplay(plan)
    try replay.replay(0..<UInt64(plan.paths.count)) { record in
      if Task.isCancelled { throw Interrupted() }
      for (k, path) in record.paths.enumerated() {
        if choice.losses {
          losses.append(
            [.integer(Int(path))]
              + (0..<count).flatMap { subject in
                record.losses[subject].map { CSVField.number($0[k]) }
              })
        }
        if choice.liquidationDays {
          for (account, steps) in record.firstLiquidations.enumerated() where steps[k] > 0 {
            days.append([
              .integer(Int(path)), .text(plan.portfolio.accounts[account].id),
              .number(plan.paths.grid.days(at: steps[k])),
            ])
          }
        }
      }
      try lossFile?.write(losses.drain())
      try dayFile?.write(days.drain())
    }
    if let file = lossFile.take() { try directory.finish(file) }
    if let file = dayFile.take() { try directory.finish(file) }
  }

  private func writeMarks(_ paths: [UInt64], _ directory: inout OutputDirectory) throws {
    var table = CSVWriter(
      comments: comments(
        "marks by day of chosen paths",
        [
          "units: "
            + plan.measurement.observed.map { "\($0.name) in \($0.unit)" }.joined(separator: "; ")
        ]),
      columns: ["path", "day"] + plan.measurement.observed.map(\.name))
    var replay = PathReplay(plan)
    try replay.replay(paths, includesSeries: true) { record in
      if Task.isCancelled { throw Interrupted() }
      for (k, path) in record.paths.enumerated() {
        for step in 0...plan.paths.grid.stepCount {
          table.append(
            [.integer(Int(path)), .number(plan.paths.grid.days(at: step))]
              + record.series.map { CSVField.number($0[step][k]) })
        }
      }
    }
    try directory.write(table.drain(), to: "marks.csv")
  }

  private func writeWorst(_ paths: [UInt64], _ directory: inout OutputDirectory) throws {
    var table = CSVWriter(
      comments: comments(
        "the worst paths in full",
        [
          TableConventions.sign, TotalWords(plan.portfolio).comment,
          "liquidation_day: empty if the subject is never liquidated",
        ]),
      columns: ["rank", "path", "subject"] + quantities(0).map(\.rawValue) + ["liquidation_day"])
    var rank = 0
    var replay = PathReplay(plan)
    let wide = 1 + plan.portfolio.books.count
    let isAdded = plan.portfolio.total.isAdded
    try replay.replay(paths) { record in
      for (k, path) in record.paths.enumerated() {
        rank += 1
        for (subject, name) in subjects.enumerated() {
          let steps =
            subject < wide
            ? record.firstLiquidations.indices.filter {
              let book = plan.portfolio.accounts[$0].book
              return subject == 0 ? isAdded[book] : book == subject - 1
            }.map { record.firstLiquidations[$0][k] }
            : [record.firstLiquidations[subject - wide][k]]
          let first = steps.filter { $0 > 0 }.min()
          table.append(
            [.integer(rank), .integer(Int(path)), .text(name)]
              + record.losses[subject].map { CSVField.number($0[k]) }
              + repeatElement(
                CSVField.missing, count: quantities(0).count - record.losses[subject].count)
              + [first.map { .number(plan.paths.grid.days(at: $0)) } ?? .missing])
        }
      }
    }
    try directory.write(table.drain(), to: "worst.csv")
  }
}
