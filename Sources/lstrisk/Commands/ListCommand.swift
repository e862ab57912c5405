import ArgumentParser
import Calibration
import Diagnostics
import Foundation
import Input
import Lending
import Policies
import Processes
import Studies
import Tables

struct ListCommand: ParsableCommand {
  /// What can be listed.
  enum Catalog: String, CaseIterable, ExpressibleByArgument {
    case processes, tokens, protocols, policies, measures, estimators
  }

  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what documents may name.",
    discussion: """
      EXAMPLES:
        lstrisk list processes
        lstrisk list processes --long
        lstrisk list tokens --tokens Data/tokens
      """)

  @Argument(help: "processes, tokens, protocols, policies, measures or estimators.")
  var catalog: Catalog

  @Flag(help: "With parameters, units, ranges, defaults and sources.")
  var long = false

  @Option(
    help: "The folder of token documents. Default: Data/tokens, if it is there.",
    completion: .directory)
  var tokens: String?

  private static let defaultTokens = "Data/tokens"

  func validate() throws {
    if tokens != nil && catalog != .tokens {
      throw ValidationError("--tokens goes with `lstrisk list tokens`")
    }
    if long && catalog == .tokens {
      throw ValidationError("tokens have no longer form; leave out --long")
    }
  }

  func run() throws {
    var lines: [String] = []
    switch catalog {
    case .processes:
      for process in ProcessCatalog.all {
        lines += entry(process.name, process.summary, process.reference, process.parameters)
        if long {
          for input in process.inputs {
            let need = input.isOptional ? "optional" : "required"
            lines.append("    \(input.name): name of a factor (\(need)); \(input.summary)")
          }
          let outputs = process.outputs.filter { $0.quantity != .hidden }
          lines.append("    has: \(outputs.map(\.quantity.rawValue).joined(separator: ", "))")
        }
      }
    case .tokens:
      lines += try tokenEntries()
    case .protocols:
      for adapter in ProtocolCatalog.all {
        lines += entry(adapter.name, adapter.summary, adapter.reference, adapter.parameters)
      }
    case .estimators:
      for estimator in EstimatorCatalog.all {
        lines += entry(estimator.name, estimator.summary, estimator.reference, [])
      }
      for estimator in EstimatorCatalog.levels {
        lines += entry(estimator.name, estimator.summary, estimator.reference, [])
      }
    case .policies:
      for policy in PolicyCatalog.all {
        lines +=
          long
          ? entry(policy.name, policy.summary, policy.reference, policy.parameters)
          : [policy.name]
      }
    case .measures:
      for measure in Limit.Measure.allCases {
        lines += entry(measure.rawValue, measure.summary, nil, [])
      }
    }
    try StandardOutput.write(lines.joined(separator: "\n") + "\n")
  }

  /// Symbol, kind, what it is redeemed into, name.
  private func tokenEntries() throws -> [String] {
    if tokens == nil && !FileManager.default.fileExists(atPath: Self.defaultTokens) {
      throw ValidationError("there is no folder \(Self.defaultTokens) here; name one with --tokens")
    }
    return try TokenFolder.load(tokens ?? Self.defaultTokens).map { token in
      let cells = [(token.symbol, 12), (token.kind, 16), (token.underlying ?? "-", 12)]
      return cells.map { text, width in
        text + String(repeating: " ", count: max(1, width - text.count))
      }.joined() + (token.name ?? "")
    }
  }

  private func entry(
    _ name: String, _ summary: String, _ reference: String?, _ parameters: [Parameter]
  ) -> [String] {
    let padding = String(repeating: " ", count: max(2, 28 - name.count))
    var lines = [name + padding + summary]
    guard long else { return lines }
    if let reference { lines.append("    source: \(reference)") }
    for parameter in parameters {
      let value = parameter.defaultValue.map { "default \($0)" } ?? "required"
      lines.append(
        "    \(parameter.name): \(parameter.summary); \(parameter.unit), \(parameter.range.words), usually \(parameter.usual.words) (\(value))"
      )
    }
    return lines
  }
}

extension Limit.Measure {
  /// One line for `lstrisk list measures`.
  var summary: String {
    switch self {
    case .valueAtRisk: "value at risk at a level: the loss L of rank ⌈n α⌉"
    case .expectedShortfall:
      "expected shortfall at a level: mean of the worst 1 − α share of losses"
    case .mean: "mean loss"
    case .liquidationProbability: "probability of at least one liquidation up to the horizon"
    case .badDebtProbability: "probability that the lender is left with bad debt"
    }
  }
}
