import Foundation

/// A table of `Tests/References`: one expected value a row, with its tolerances.
struct ReferenceTable {
  let rows: [ReferenceRow]

  /// - Parameter path: Path below `Tests/References`.
  init(_ path: String, file: String = #filePath) throws {
    let tests = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
    let url = tests.appendingPathComponent("References").appendingPathComponent(path)
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let names = Self.cells(lines[0])
    rows = lines.dropFirst().map { line in
      ReferenceRow(cells: Dictionary(zip(names, Self.cells(line))) { first, _ in first })
    }
  }

  /// The rows of one quantity.
  func rows(_ quantity: String) -> [ReferenceRow] { rows.filter { $0["quantity"] == quantity } }

  /// Cells of one line; a cell in quotes may hold commas and doubled quotes.
  private static func cells(_ line: Substring) -> [String] {
    var result = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: result.append("")
      default: result[result.count - 1].append(character)
      }
    }
    return result
  }
}

struct ReferenceRow: CustomStringConvertible {
  let cells: [String: String]

  subscript(name: String) -> String { cells[name] ?? "" }
  func number(_ name: String) -> Double { Double(self[name]) ?? .nan }
  func integer(_ name: String) -> Int { Int(self[name]) ?? .min }
  func list(_ name: String) throws -> [Double] {
    try JSONDecoder().decode([Double].self, from: Data(self[name].utf8))
  }
  func lists(_ name: String) throws -> [[Double]] {
    try JSONDecoder().decode([[Double]].self, from: Data(self[name].utf8))
  }

  /// |got − expected| ≤ tol_abs + tol_rel × |expected|; a subnormal may miss by its spacing.
  func accepts(_ got: Double) -> Bool {
    let expected = number("expected")
    let absolute = Double(self["tol_abs"]) ?? 0
    let relative = Double(self["tol_rel"]) ?? 0
    let spacing = expected.isSubnormal ? expected.ulp : 0
    return abs(got - expected) <= absolute + relative * abs(expected) + spacing
  }

  /// The words of a failure.
  func miss(_ got: Double) -> String { "\(self["case_id"]) \(self["quantity"]): got \(got)" }

  var description: String { "\(self["case_id"]) \(self["quantity"])" }
}

/// A small generator for tests: SplitMix64 (Steele, Lea and Flood 2014).
struct TestGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform on (0, 1), never an end.
  mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}
