import ArgumentParser
import Calibration
import Diagnostics
import Input
import Passes
import Reporting
import Tables

struct CalibrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Make a market document from history.",
    discussion: """
      Reads the tables that a mapping document names, up to its date, estimates
      every factor that they can decide, and writes a market document that
      `lstrisk report` takes: estimates with standard errors, priors marked, files
      with their SHA-256. Beside it appears a directory with calibration.html
      (warnings, intervals, series, tails, residuals) and diagnostics.json.

      EXAMPLES:
        lstrisk calibrate Data/history/mapping.yaml --out market.yaml
        lstrisk calibrate my-history.yaml --out market.yaml --report out/calibration
      """)

  @Argument(
    help: ArgumentHelp("The mapping document.", valueName: "mapping.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var mapping: String

  @Option(
    help: ArgumentHelp(
      "The market document to write; it must not exist.", valueName: "market.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var out: String

  @Option(
    help: "The directory of diagnostics to make. Default: the market's name and -calibration.",
    completion: .directory)
  var report: String?

  @Flag(help: "No progress bar, no warnings, no summary.")
  var quiet = false

  func run() async throws {
    let loaded = try CalibrationDocument.load(mapping, writing: out)
    if !quiet { for warning in loaded.warnings { Console.error(warning.description) } }
    let progress = Progress(isVisible: !quiet, unit: "factors")
    let (market, summary) = try await Signals.cancelling {
      try OutputDocument.check(out)
      var directory = try OutputDirectory(at: report ?? defaultReport)
      defer { progress.clear() }
      let result = MarketCalibration(loaded.plans, dependence: loaded.dependence) {
        progress.update($0, of: $1)
      }
      progress.finish()
      if Task.isCancelled { throw Interrupted() }
      let market = try CalibratedMarket(loaded, result, version: Version.text)
      let page = page(loaded, result, market)
      try directory.write(CalibrationPage.render(page), to: CalibrationPage.fileName)
      try directory.write(CalibrationJSON.render(page), to: CalibrationJSON.fileName)
      try directory.show()
      try OutputDocument.write(market.text, to: out)
      let path = directory.path
      try directory.complete()
      return (market, CalibrationText.render(page, market: out, directory: path))
    }
    if quiet { return }
    for warning in market.warnings where !loaded.warnings.contains(warning) {
      Console.error(warning.description)
    }
    try StandardOutput.write(summary)
  }

  private func page(
    _ loaded: LoadedCalibration, _ result: MarketCalibration, _ market: CalibratedMarket
  ) -> CalibrationReport {
    CalibrationReport(
      version: Version.text, asOf: "\(loaded.asOf)", result: result,
      remarks: market.warnings.map(\.message), factorCount: market.factorCount,
      priors: market.priors, priorCorrelations: market.priorCorrelations,
      correlationRepair: market.correlationRepair,
      sources: loaded.inputs.map {
        .init(role: $0.role.rawValue, path: loaded.path(of: $0), sha256: $0.sha256)
      })
  }

  /// The market document's path without its ending, and `-calibration`.
  private var defaultReport: String {
    let ending = [".yaml", ".yml"].first { out.hasSuffix($0) } ?? ""
    return out.dropLast(ending.count) + "-calibration"
  }
}
