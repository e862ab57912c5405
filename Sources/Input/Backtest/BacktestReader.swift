import Backtesting
import Calibration
import Diagnostics
import Documents
import Processes
import RiskMeasures
import Studies
import Tables

/// Reads the section `backtest` of a run document, each part as far as it can be read.
struct BacktestReader {
  let path: String
  var files: DocumentFiles
  var errors: [InputError] = []
  var warnings: [InputError] = []
  /// The run that is tested; `nil` if its documents have mistakes.
  private(set) var run: RunPlan?
  /// US dollars at time 0 of every token that a price factor of the market moves, and their date.
  var factorPrices: [String: [Double]] = [:]
  var priceDate: CalendarDate?

  static let keys = ["from", "to", "window", "horizons", "models", "quantity", "history"]
  static let windowRange = 100...100_000
  static let pathLimit = 1_000_000
  /// Powers are stated for exceedances that are twice as frequent and for clusters of them.
  static let levelLimit = 0.85

  init(path: String, files: DocumentFiles = DocumentFiles()) {
    self.path = path
    self.files = files
  }

  /// The section, or `nil` if the document cannot be read or has none.
  mutating func section() -> YAMLField? {
    guard
      let (bytes, file) = files.read(
        path, as: .run, limit: YAMLDocument.sizeLimit, namedAt: nil, errors: &errors),
      let document = YAMLDocument(bytes, file: file, errors: &errors)
    else { return nil }
    if let found = DocumentKind.other(than: .run, document) {
      errors.append(DocumentKind.refusal(of: found, as: .run, file, namedAt: nil))
      return nil
    }
    return MappingReader(document)["backtest"]
  }

  /// - Parameter run: The run's plan; `nil` if its documents have mistakes.
  /// - Returns: `nil` if there is an error, or no run.
  mutating func plan(_ run: RunPlan?) -> BacktestPlan? {
    self.run = run
    guard let field = section() else {
      if errors.isEmpty {
        errors.append(
          InputError(
            "the document lacks the key 'backtest'", at: SourceLocation(file: path),
            hint: "write backtest: and below it from, to, window, horizons, models, history"))
      }
      return nil
    }
    guard let reader = field.mapping(known: Self.keys, errors: &errors) else { return nil }
    let settings = BacktestSettings(reader, errors: &errors)
    if let run { check(run, settings, reader) }
    let histories = histories(reader, run, settings)
    guard errors.isEmpty, let run, let histories, let from = settings.from, let to = settings.to,
      let window = settings.window, let horizons = settings.horizons, let models = settings.models
    else { return nil }
    return BacktestPlan(
      run: daily(run), from: from, to: to, window: window, horizons: horizons,
      levels: run.measurement.levels.map { Level($0) }, models: models,
      quantity: settings.quantity ?? run.portfolio.total.view.quantity, factors: histories)
  }

  /// The run with looks at the ends of its days alone, like those of the histories.
  private func daily(_ run: RunPlan) -> RunPlan {
    guard run.measurement.monitoring == .intraday else { return run }
    var daily = run
    daily.measurement.monitoring = .steps
    daily.paths.intraday = nil
    return daily
  }

  /// What a backtest asks of its run.
  private mutating func check(
    _ run: RunPlan, _ settings: BacktestSettings, _ reader: MappingReader
  ) {
    func refuse(_ message: String, _ hint: String) {
      errors.append(InputError("backtest: \(message)", at: reader.location, hint: hint))
    }
    if settings.quantity == .deskLoss, run.portfolio.total.view != .desk,
      let field = reader["quantity"]
    {
      errors.append(
        field.refused(
          "the run's books are not both own and lent",
          hint: "write \(run.portfolio.total.view.quantity.rawValue)"))
    }
    if run.paths.grid.stepDays != 1 {
      refuse(
        "the run's step is \(brief(run.paths.grid.stepDays)) d", "histories are daily; step: 1 d")
    }
    if run.measurement.monitoring == .bridge {
      refuse("the run looks between steps", "histories have one price a day; monitoring: steps")
    }
    if run.paths.count > Self.pathLimit {
      refuse(
        "the run has \(run.paths.count) paths; a backtest takes at most \(Self.pathLimit)",
        "every day is simulated with all of them; 10000 are usual")
    }
    if let low = run.measurement.levels.first, low < Self.levelLimit {
      refuse(
        "the run's level \(brief(low)) is too low; tests take \(Self.levelLimit) and above",
        "write levels: [0.95, 0.975, 0.99]")
    }
  }
}
