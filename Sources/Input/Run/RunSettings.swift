import Diagnostics
import Documents
import Market
import Passes
import RandomNumbers
import Studies
import Tables

/// The scalars of a run document; a part that is wrong is `nil`, and its error is noted.
struct RunSettings {
  let name: String?
  let valuationDate: CalendarDate?
  let grid: TimeGrid?
  /// The step alone, for processes; one day where it is wrong.
  let step: TimeStep
  let paths: Int?
  let seed: UInt64?
  let workers: Int?
  let numeraire: Numeraire?
  let precision: NormalSource.Precision?
  let monitoring: MonitoringField?
  let levels: [Double]?
  let attributionLevel: Double?
  let contributions: ContributionDetail?
  let accountDetail: AccountDetail?
  let accountTails: [LossQuantity]?
  /// What is allowed and probably not meant.
  let warnings: [InputError]

  static let keys = [
    "name", "valuationDate", "horizon", "step", "paths", "seed", "workers", "numeraire", "normals",
    "monitoring", "levels", "attributionLevel", "contributions",
    "accountDetail", "accountTails", "market", "tokens", "protocols",
    "portfolio", "books", "limits", "policies", "backtest", UncertaintyReader.key,
  ]
  static let pathRange = 1...1_000_000_000
  static let workerRange = 1...256
  /// Days above which a horizon is asked about.
  static let longestHorizon = 730.0
  /// Most steps from the valuation date to the horizon.
  static let stepLimit = 100_000

  init(_ reader: MappingReader, overrides: RunOverrides, errors: inout [InputError]) {
    name = reader.required("name", "First run", errors: &errors)?.text(errors: &errors)
    valuationDate = reader.required("valuationDate", "2024-12-31", errors: &errors)?
      .date(errors: &errors)
    let horizon = reader.required("horizon", "30 d", errors: &errors)
    let horizonDays = horizon?.days(errors: &errors)
    let stepDays = reader.required("step", "1 d", errors: &errors)?.days(errors: &errors)
    step = TimeStep(days: stepDays ?? 1)
    if let horizon, let horizonDays, let stepDays {
      grid = Self.grid(horizon, horizonDays, stepDays, errors: &errors)
    } else {
      grid = nil
    }

    let written = reader.required("paths", "100000", errors: &errors)?
      .integer(in: Self.pathRange, hint: "10000 to 1000000 are usual", errors: &errors)
    let paths = Self.overridden(
      "--paths", overrides.paths, written, Self.pathRange, errors: &errors)
    self.paths = paths
    let writtenSeed = reader.required("seed", "20241231", errors: &errors)?.seed(errors: &errors)
    seed = overrides.seed ?? writtenSeed
    let cores = SystemCores.count
    let writtenWorkers =
      if let field = reader["workers"] {
        field.integer(
          in: Self.workerRange, hint: "leave the key out to use all cores", errors: &errors)
      } else {
        min(cores, Self.workerRange.upperBound)
      }
    workers = Self.overridden(
      "--workers", overrides.workers, writtenWorkers, Self.workerRange, errors: &errors)

    numeraire = reader.required("numeraire", "USD", errors: &errors)?
      .choice(Numeraire.self, errors: &errors)
    precision = Self.choice("normals", in: reader, default: .single, errors: &errors)
    monitoring =
      if let field = reader["monitoring"] {
        MonitoringField(field, errors: &errors)
      } else {
        MonitoringField(.steps)
      }
    var warnings = Self.longHorizon(horizon, horizonDays)
    levels = reader.required("levels", "[0.95, 0.99, 0.999]", errors: &errors).flatMap { field in
      Self.levels(field, paths: paths, errors: &errors, warnings: &warnings)
    }
    attributionLevel =
      if let field = reader["attributionLevel"] {
        Self.level(field, paths: paths, errors: &errors, warnings: &warnings)
      } else {
        Self.defaultAttributionLevel(reader, paths: paths, errors: &errors)
      }
    contributions = Self.choice("contributions", in: reader, default: .all, errors: &errors)
    accountDetail = Self.choice("accountDetail", in: reader, default: .losses, errors: &errors)
    accountTails =
      if let field = reader["accountTails"] {
        Self.accountTails(field, errors: &errors)
      } else {
        LossQuantity.allCases
      }
    self.warnings = warnings
  }

  private static func overridden(
    _ option: String, _ given: Int?, _ written: Int?, _ range: ClosedRange<Int>,
    errors: inout [InputError]
  ) -> Int? {
    guard let given else { return written }
    if range.contains(given) { return given }
    errors.append(
      InputError(
        "\(option) is \(given); it must be between \(range.lowerBound) and \(range.upperBound)",
        at: SourceLocation(file: "command line"), hint: "give another number behind \(option)"))
    return nil
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, in reader: MappingReader, default defaultValue: Choice,
    errors: inout [InputError]
  ) -> Choice? {
    guard let field = reader[key] else { return defaultValue }
    return field.choice(Choice.self, errors: &errors)
  }

  /// A horizon that is probably not meant.
  private static func longHorizon(_ horizon: YAMLField?, _ days: Double?) -> [InputError] {
    guard let horizon, let days, days > longestHorizon else { return [] }
    return [
      .warning(
        "horizon is \(brief(days)) d, \(NumberWords.short(days / 365)) years: accounts, terms and parameters stay as they are for so long",
        at: horizon.location, hint: "30 d to 365 d are usual", .likelySlip)
    ]
  }

  /// The equal steps up to the horizon.
  private static func grid(
    _ horizon: YAMLField, _ horizonDays: Double, _ stepDays: Double, errors: inout [InputError]
  ) -> TimeGrid? {
    let count = horizonDays / stepDays
    let whole = count.rounded()
    guard whole >= 1, abs(count - whole) <= 1e-9 * whole else {
      errors.append(
        horizon.refused(
          "it must be a whole multiple of the step, \(brief(stepDays)) d",
          hint: "change the horizon or the step"))
      return nil
    }
    guard whole <= Double(stepLimit) else {
      errors.append(
        horizon.refused(
          "that is \(Int(whole)) steps; it must be at most \(stepLimit)", hint: "take longer steps")
      )
      return nil
    }
    return TimeGrid(stepCount: Int(whole), stepDays: stepDays)
  }
}

extension RunSettings {
  static let defaultAttribution = 0.975

  /// A level whose tail holds at least one path.
  private static func level(
    _ field: YAMLField, paths: Int?, errors: inout [InputError], warnings: inout [InputError]
  ) -> Double? {
    guard
      let level = field.number(
        in: .openFraction, usual: .level, hint: "levels are fractions; write 0.99 for 99 %",
        errors: &errors, warnings: &warnings)
    else { return nil }
    guard let paths else { return level }
    let needed = pathsNeeded(level)
    if needed <= Double(paths) { return level }
    errors.append(
      field.refused(
        "no path of \(paths) lies beyond it",
        hint: "run at least \(brief(needed)) paths, or lower the level"))
    return nil
  }

  /// Paths of which one lies beyond a level: 1 / (1 − level), with room for the rounding of 0.999.
  private static func pathsNeeded(_ level: Double) -> Double {
    (1 / (1 - level) * (1 - 1e-9)).rounded(.up)
  }

  private static func levels(
    _ field: YAMLField, paths: Int?, errors: inout [InputError], warnings: inout [InputError]
  ) -> [Double]? {
    let before = errors.count
    guard
      let items = field.items("a list of levels", hint: "write [0.95, 0.99]", errors: &errors)
    else { return nil }
    if items.isEmpty {
      errors.append(
        InputError(
          "levels is an empty list; it must have at least one level", at: field.location,
          hint: "write [0.95, 0.99]"))
    }
    let levels = items.map { level($0, paths: paths, errors: &errors, warnings: &warnings) }
    for i in levels.indices.dropFirst() {
      guard let previous = levels[i - 1], let level = levels[i], level <= previous else { continue }
      errors.append(
        items[i].refused(
          "it must be above the level before it, \(previous)",
          hint: "list levels in ascending order"))
    }
    return errors.count == before ? levels.compactMap { $0 } : nil
  }

  /// The level of attribution where the document has none.
  private static func defaultAttributionLevel(
    _ reader: MappingReader, paths: Int?, errors: inout [InputError]
  ) -> Double? {
    guard let paths, pathsNeeded(defaultAttribution) > Double(paths) else {
      return defaultAttribution
    }
    errors.append(
      InputError(
        "attributionLevel is \(defaultAttribution) by default; no path of \(paths) lies beyond it",
        at: reader.location(of: "paths"),
        hint:
          "run at least \(brief(pathsNeeded(defaultAttribution))) paths, or write attributionLevel: 0.9"
      ))
    return nil
  }

  private static func accountTails(
    _ field: YAMLField, errors: inout [InputError]
  ) -> [LossQuantity]? {
    let before = errors.count
    let words = LossQuantity.allCases.map(\.rawValue)
    var quantities: [LossQuantity] = []
    for item in field.items(
      "a list of losses", hint: "write [\(words.joined(separator: ", "))]", errors: &errors) ?? []
    {
      guard let quantity = item.choice(LossQuantity.self, errors: &errors) else { continue }
      if quantities.contains(quantity) {
        errors.append(item.refused("it stands in the list already", hint: "remove it"))
      }
      quantities.append(quantity)
    }
    return errors.count == before ? quantities : nil
  }
}
