public import Backtesting
public import Diagnostics

/// A backtest whose documents are right.
public struct LoadedBacktest: Sendable {
  /// What is fitted, forecast and compared.
  public let plan: BacktestPlan
  /// The run that it belongs to, the histories among its inputs and their warnings among its own.
  public let run: LoadedRun
}

/// Reads a run document with its section `backtest` and everything that they name.
public enum BacktestDocument {
  /// Loads a backtest from its documents.
  ///
  /// - Parameters:
  ///   - path: The run document; the paths in it start at its folder.
  ///   - overrides: Values of the command line in place of the document's.
  /// - Throws: Every mistake in every document, ordered by place.
  public static func load(
    _ path: String, overrides: RunOverrides = RunOverrides()
  ) throws(InputErrors) -> LoadedBacktest {
    try load(path, from: DocumentFiles(), overrides)
  }

  /// Loads a backtest from the copies of its documents (`LoadedRun.copies`).
  ///
  /// - Parameters:
  ///   - directory: The folder that holds the copies and their index.
  ///   - overrides: The values that the command line of the original backtest had.
  /// - Throws: Every mistake; a copy that is not what the index says is one.
  public static func load(
    copies directory: String, overrides: RunOverrides = RunOverrides()
  ) throws(InputErrors) -> LoadedBacktest {
    var errors: [InputError] = []
    guard let copies = DocumentCopies(directory: directory, errors: &errors) else {
      throw InputErrors(errors)
    }
    return try load(copies.runPath, from: DocumentFiles(copies: copies), overrides)
  }

  private static func load(
    _ path: String, from files: DocumentFiles, _ overrides: RunOverrides
  ) throws(InputErrors) -> LoadedBacktest {
    var errors: [InputError] = []
    var run: LoadedRun?
    do {
      var reader = RunReader(files: files, overrides: overrides)
      run = try reader.run(path)
    } catch { errors = error.errors }
    var reader = BacktestReader(path: path, files: files)
    reader.factorPrices = run?.factorPrices ?? [:]
    reader.priceDate = run?.priceDate
    let plan = reader.plan(run?.plan)
    errors += reader.errors
    guard errors.allSatisfy({ $0.severity == .warning }), let run, let plan else {
      throw InputErrors(errors)
    }
    return LoadedBacktest(
      plan: plan,
      run: LoadedRun(
        plan: run.plan, policies: nil, workers: run.workers,
        warnings: InputErrors(run.warnings + reader.warnings).errors,
        inputs: run.inputs + reader.files.inputs.filter { $0.role == .history },
        marketAsOf: run.marketAsOf, priors: run.priors))
  }

  /// Whether a run document has the section; `false` where it cannot be read.
  public static func isPart(of path: String) -> Bool {
    var reader = BacktestReader(path: path)
    return reader.section() != nil
  }
}
