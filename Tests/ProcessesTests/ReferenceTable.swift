import Foundation
import Testing

/// The cases of one table of `Tests/References`, in the order of the file.
struct ReferenceTable {
  struct Case {
    let id: String
    let inputs: [String: String]
    /// Expected value and tolerances by quantity.
    let expected: [String: (value: Double, absolute: Double, relative: Double)]

    func input(_ name: String) throws -> Double {
      try #require(inputs[name].flatMap(Double.init), "\(id) has no number \(name)")
    }

    /// Expects a quantity within its printed tolerance.
    func expect(_ quantity: String, _ got: Double) throws {
      let known = try #require(expected[quantity], "\(id) has no \(quantity)")
      let tolerance = known.absolute + known.relative * abs(known.value)
      #expect(
        abs(got - known.value) <= tolerance, "\(id) \(quantity): \(got), expected \(known.value)")
    }
  }

  let cases: [Case]

  /// - Parameter path: Below `Tests/References`, for example `protocol/kinked_rate`.
  init(_ path: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("References/\(path).csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let header = lines[0].split(separator: ",").map(String.init)
    let quantity = try #require(header.firstIndex(of: "quantity"))
    var cases: [Case] = []
    var expected: [String: (value: Double, absolute: Double, relative: Double)] = [:]
    for (n, line) in lines.enumerated().dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      expected[cells[quantity]] = (
        try #require(Double(cells[quantity + 1])), Double(cells[quantity + 2]) ?? 0,
        Double(cells[quantity + 3]) ?? 0
      )
      if n + 1 == lines.count || !lines[n + 1].hasPrefix(cells[0] + ",") {
        let inputs = zip(header[1..<quantity], cells[1..<quantity])
        cases.append(
          Case(id: cells[0], inputs: Dictionary(uniqueKeysWithValues: inputs), expected: expected))
        expected = [:]
      }
    }
    self.cases = cases
  }
}
