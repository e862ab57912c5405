import Diagnostics
import Foundation
import Synchronization
import Tables

/// Runs the engine against the reference tables of a directory.
package struct ValidationRun: Sendable {
  /// The directory as the user named it.
  package let directory: String
  /// Tables that are worked on at the same time; any number gives the same report.
  package let workers: Int

  /// - Precondition: `workers` ≥ 1.
  package init(directory: String, workers: Int = 2) {
    precondition(workers >= 1, "a run has at least one worker")
    self.directory = directory
    self.workers = workers
  }

  /// Reads every table of the directory and of its folders and compares what the engine claims.
  ///
  /// A table is a CSV file with a column `case_id`. Its name is that of its folder and of the file.
  ///
  /// - Throws: `InputError` if the directory cannot be read; mistakes of a single table are part of
  ///   the report.
  package func run() async throws -> ValidationReport {
    let files = try tableFiles()
    var reports: [TableReport] = []
    var pending: [(table: ReferenceTable, check: ReferenceCheck)] = []
    var dataFileCount = 0
    for (name, path) in files {
      do {
        guard
          let table = try ReferenceTable(
            contents: try InputFile.read(path), name: name, file: path)
        else {
          dataFileCount += 1
          continue
        }
        if let check = ReferenceCatalog.check(of: name) {
          pending.append((table, check))
        } else {
          reports.append(Self.uncovered(table))
        }
      } catch {
        var report = TableReport(name: name)
        report.errors = ["\(error)"]
        reports.append(report)
      }
    }
    if reports.isEmpty && pending.isEmpty {
      throw InputError(
        "there is no reference table in this directory", at: SourceLocation(file: directory),
        hint: "name a directory of CSV files with a column case_id, or of folders of them")
    }
    reports += await check(pending)
    return ValidationReport(
      tables: reports.sorted { $0.name < $1.name }, dataFileCount: dataFileCount)
  }

  /// Long checks first, so that workers end together; the order of the reports is not used.
  private func check(_ pending: [(table: ReferenceTable, check: ReferenceCheck)]) async
    -> [TableReport]
  {
    let ordered = pending.sorted {
      ($1.check.weight, $0.table.name) < ($0.check.weight, $1.table.name)
    }
    let queue = TableQueue(count: ordered.count)
    return await withTaskGroup(of: [TableReport].self) { group in
      for _ in 0..<min(workers, ordered.count) {
        group.addTask {
          var reports: [TableReport] = []
          while let next = queue.take() {
            reports.append(TableReport(ordered[next].table, ordered[next].check))
          }
          return reports
        }
      }
      var all: [TableReport] = []
      for await reports in group { all += reports }
      return all
    }
  }

  /// A table that nobody claims.
  private static func uncovered(_ table: ReferenceTable) -> TableReport {
    var report = TableReport(name: table.name)
    report.caseCount = table.cases.count
    let reason = ReferenceCatalog.reason(for: table.name)
    for reference in table.cases {
      for row in reference.rows { report.omit(row.quantity, because: reason) }
    }
    return report
  }

  /// Names and paths of the CSV files in the directory and one level below, sorted by name.
  private func tableFiles() throws(InputError) -> [(name: String, path: String)] {
    let root = URL(fileURLWithPath: directory).standardizedFileURL
    var found: [(name: String, path: String)] = []
    for entry in try entries(of: directory) {
      let path = directory + "/" + entry
      if entry.hasSuffix(".csv") {
        let name = "\(root.lastPathComponent)/\(entry.dropLast(4))"
        if entry != "MANIFEST.csv" { found.append((name, path)) }
      } else if Self.isDirectory(path) {
        for file in try entries(of: path) where file.hasSuffix(".csv") {
          found.append(("\(entry)/\(file.dropLast(4))", path + "/" + file))
        }
      }
    }
    return found.sorted { $0.name < $1.name }
  }

  private func entries(of path: String) throws(InputError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).filter {
        !$0.hasPrefix(".")
      }
    } catch {
      throw InputError(
        "the directory cannot be read", at: SourceLocation(file: path),
        hint: "name a directory of reference tables")
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }
}

/// The next table for any worker that is free. A class, because workers hold it together.
private final class TableQueue: Sendable {
  private let count: Int
  private let next = Atomic<Int>(0)

  init(count: Int) { self.count = count }

  func take() -> Int? {
    let table = next.add(1, ordering: .relaxed).oldValue
    return table < count ? table : nil
  }
}
