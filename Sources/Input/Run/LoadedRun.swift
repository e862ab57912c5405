public import Diagnostics
public import Studies
import Tables

/// A run whose documents are right: what is simulated, and what it was read from.
public struct LoadedRun: Sendable {
  /// What is simulated and reported, with the run's overrides in it.
  public let plan: RunPlan
  /// What `lstrisk policies` compares; `nil` if the run document names no policies.
  public let policies: PolicyPlan?
  /// Parallel workers, 1 ... 256; they never change figures.
  public let workers: Int
  /// Remarks that do not stop the run, ordered by place.
  public let warnings: [InputError]
  /// Every file that was read, the run document first.
  public let inputs: [InputDocument]
  /// Date of the market document, ISO; `nil` if it has none.
  public let marketAsOf: String?
  /// Factors that rest on a prior, not on history.
  public let priors: [String]
  /// US dollars at time 0 of every token that a price factor moves, and their date.
  var factorPrices: [String: [Double]] = [:]
  var priceDate: CalendarDate?
}

/// A file that keeps one document of a run, or the index of the copies.
public struct DocumentCopy: Sendable, Hashable {
  /// A plain name without folders.
  public let name: String
  /// Those of the original, or of the index.
  public let bytes: [UInt8]
}

extension LoadedRun {
  /// The files that keep the run's documents: each with a name of its own, and `index.csv`, which
  /// says what each is a copy of. `RunDocument.load(copies:)` reads them again.
  public var copies: [DocumentCopy] {
    var used: Set<String> = [DocumentCopies.indexName]
    var copies: [DocumentCopy] = []
    var index = CSVWriter(columns: DocumentCopies.columns)
    for input in inputs {
      let name = Self.copyName(input, used: &used)
      copies.append(DocumentCopy(name: name, bytes: input.bytes))
      index.append([
        .text(input.role.rawValue), .text(input.path), .text(name), .text(input.sha256),
      ])
    }
    copies.append(DocumentCopy(name: DocumentCopies.indexName, bytes: index.drain()))
    return copies
  }

  /// The role alone for a document that there is one of, else role and file name.
  private static func copyName(_ input: InputDocument, used: inout Set<String>) -> String {
    let file = input.path.split(separator: "/").last.map { String($0) } ?? ""
    let isTable = input.role == .portfolio || input.role == .history
    let ending = isTable ? ".csv" : ".yaml"
    let stem =
      switch input.role {
      case .run, .market, .portfolio: input.role.rawValue
      case .token, .protocol, .mapping, .history:
        "\(input.role.rawValue)-"
          + String(
            file.prefix { $0 != "." }.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
      }
    var name = "input-\(stem)\(ending)"
    var number = 2
    while !used.insert(name).inserted {
      name = "input-\(stem)-\(number)\(ending)"
      number += 1
    }
    return name
  }
}
