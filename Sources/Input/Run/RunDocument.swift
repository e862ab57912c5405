public import Diagnostics
import Documents

/// Reads a run document and everything it names into a checked plan.
public enum RunDocument {
  /// Loads a run from its documents.
  ///
  /// - Parameters:
  ///   - path: The run document; the paths in it start at its folder.
  ///   - overrides: Values of the command line in place of the document's.
  /// - Throws: Every mistake in every document, ordered by place.
  public static func load(
    _ path: String, overrides: RunOverrides = RunOverrides()
  ) throws(InputErrors) -> LoadedRun {
    var reader = RunReader(files: DocumentFiles(), overrides: overrides)
    return try reader.run(path)
  }

  /// Loads a run from the copies of its documents (`LoadedRun.copies`).
  ///
  /// - Parameters:
  ///   - directory: The folder that holds the copies and their `index.csv`.
  ///   - overrides: The values that the command line of the original run had.
  /// - Throws: Every mistake; a copy that is not what the index says is one.
  public static func load(
    copies directory: String, overrides: RunOverrides = RunOverrides()
  ) throws(InputErrors) -> LoadedRun {
    var errors: [InputError] = []
    guard let copies = DocumentCopies(directory: directory, errors: &errors) else {
      throw InputErrors(errors)
    }
    var reader = RunReader(files: DocumentFiles(copies: copies), overrides: overrides)
    return try reader.run(copies.runPath)
  }
}
