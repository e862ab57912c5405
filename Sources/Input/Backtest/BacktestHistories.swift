import Backtesting
import Calibration
import Diagnostics
import Documents
import Foundation
import Processes
import Studies
import Tables

/// The histories of a backtest: which column is which factor's price or ratio.
extension BacktestReader {
  private static let seriesKeys = ["file", "date", "column"] + TimeColumn.keys

  /// The factors with history, in the order of the document; `nil` after an error.
  mutating func histories(
    _ reader: MappingReader, _ run: RunPlan?, _ settings: BacktestSettings
  ) -> [FactorHistory]? {
    let before = errors.count
    guard
      let field = reader.required(
        "history", "and below it each factor with its file and column", errors: &errors),
      let list = field.openMapping(
        hint: "write a factor, a colon and {file: …, column: …}", errors: &errors)
    else { return nil }
    var histories: [FactorHistory] = []
    for (name, place, entry) in list.fields {
      let factor = run.flatMap { self.factor(name, at: place, $0) }
      guard let (history, prices) = history(entry, factor: factor ?? 0, name: name) else {
        continue
      }
      checkLastClose(prices, name, entry)
      checkRange(history, entry, settings)
      warn(history, entry)
      histories.append(history)
    }
    if list.fields.isEmpty {
      errors.append(field.refused("it must name at least one factor", hint: "write eth: {…}"))
    }
    if let run { checkChance(run, known: list.fields.map(\.key), at: field) }
    return errors.count == before ? histories : nil
  }

  /// The index of a factor whose process can be replaced by one of log returns.
  private mutating func factor(_ name: String, at place: SourceLocation, _ run: RunPlan) -> Int? {
    let factors = run.paths.market.factors
    guard let index = factors.firstIndex(where: { $0.name == name }) else {
      let names = factors.map(\.name)
      errors.append(
        InputError(
          "backtest.history has the unknown factor \(shown(name))", at: place,
          hint: didYouMean(name, among: names) ?? "the market's factors are \(listed(names, "and"))"
        ))
      return nil
    }
    let process = type(of: factors[index].process)
    let written = process.outputs.filter { $0.quantity != .hidden }.map(\.name)
    if written == ["logPrice", "logReturn"], process.inputs.isEmpty, !factors[index].shocks.isEmpty
    {
      return index
    }
    errors.append(
      InputError(
        "backtest.history.\(name): its process, \(process.name), is none of log returns", at: place,
        hint: "give the factor the process garch-t, student-t or geometric-brownian-motion"))
    return nil
  }

  /// A factor that moves by chance and has no history would have nothing to be compared with.
  private mutating func checkChance(_ run: RunPlan, known: [String], at field: YAMLField) {
    for factor in run.paths.market.factors where !known.contains(factor.name) {
      guard !factor.process.shocks.isEmpty else { continue }
      errors.append(
        InputError(
          "the market's factor '\(factor.name)' moves by chance and has no history",
          at: field.location,
          hint: "add it to backtest.history, or use a market in which it is constant"))
    }
  }

  private mutating func history(
    _ field: YAMLField, factor: Int, name: String
  ) -> (FactorHistory, DailyHistory)? {
    guard
      let reader = field.mapping(known: Self.seriesKeys + ["over"], errors: &errors),
      var series = series(reader)
    else { return nil }
    var moves = series.moves
    var isOdd = false
    if let over = reader["over"] {
      guard let reader = over.mapping(known: Self.seriesKeys, errors: &errors),
        let base = self.series(reader)
      else { return nil }
      guard let ratio = ratio(series, base, over) else { return nil }
      isOdd = warnPair(series, base, over)
      moves += base.moves
      series = ratio
      warnUnit(ratio, over)
      // A slip of one price is one of the ratio.
      if moves.isEmpty { moves = ratio.moves }
    }
    if !isOdd { checkRatio(series, name, field) }
    warnings += series.warnings + moves
    let prices = series.values
    let history = FactorHistory(
      factor: factor, name: name, firstDate: series.firstDate,
      logReturns: zip(prices.dropFirst(), prices).map { log($0 / $1) })
    return (history, series)
  }

  private mutating func ratio(
    _ series: DailyHistory, _ base: DailyHistory, _ over: YAMLField
  ) -> DailyHistory? {
    do {
      if let ratio = try series.over(base) { return ratio }
      errors.append(
        over.refused("the two histories have no day in common", hint: "name another file"))
    } catch {
      errors += error.errors
    }
    return nil
  }

  private mutating func series(_ reader: MappingReader) -> DailyHistory? {
    let fileField = reader.required("file", "../history/eth_usd_daily.csv", errors: &errors)
    let column = reader.required("column", "close_usd", errors: &errors)?
      .text("the name of a column", errors: &errors)
    var date: String? = "date"
    if let field = reader["date"] { date = field.text("the name of a column", errors: &errors) }
    let timing = TimeColumn(reader, errors: &errors)
    let run = self.path
    let path = fileField?.text("the path of a file", errors: &errors).map {
      DocumentFiles.resolved($0, from: run)
    }
    guard let fileField, let column, let date, let path,
      let (bytes, file) = files.read(
        path, as: .history, limit: InputFile.defaultLimit, namedAt: fileField, errors: &errors)
    else { return nil }
    do {
      return try DailyHistory(
        contents: bytes, file: file, dateColumn: date, valueColumn: column, timing: timing)
    } catch {
      errors += error.errors
      return nil
    }
  }
}
