import Diagnostics
import Market
import Processes
import Testing
import VectorMath

/// What every entry of the catalogue promises, tested without knowing what it is.
@Suite struct ProcessContractTests {
  static let names = ProcessCatalog.all.map { $0.name }
  static let steps = 5
  static let paths = 2 * PathBlock.pathCount

  /// A value inside a range, away from its ends and from the usual defaults.
  static func sample(_ range: NumberRange) -> Double {
    switch (range.lowerBound.isFinite, range.upperBound.isFinite) {
    case (true, true): range.lowerBound + 0.25 * (range.upperBound - range.lowerBound)
    case (true, false): range.lowerBound + 0.5
    case (false, true): range.upperBound - 0.5
    case (false, false): 0.1
    }
  }

  /// One table with every default, one with none.
  static func tables(_ type: any StochasticProcess.Type) -> [ParameterTable] {
    let all = type.parameters.map { ($0.name, sample($0.range)) }
    let required = type.parameters.filter { $0.defaultValue == nil }
      .map { ($0.name, sample($0.range)) }
    return [all, required].map {
      ParameterTable(Dictionary(uniqueKeysWithValues: $0), declared: type.parameters)
    }
  }

  /// The process for every table, with steps of a day.
  static func processes(_ name: String) throws -> [any StochasticProcess] {
    let type = try #require(ProcessCatalog.process(named: name))
    return try tables(type).map { try type.init($0, step: TimeStep(days: 1)) }
  }

  /// Shocks with every 53rd value far out, so that events of all columns happen.
  static func pathSet(_ process: any StochasticProcess, steps: Int) -> PathSet {
    let inputs = type(of: process).inputs.map { input -> Double? in
      input.quantity == .logReturn ? 0 : 0.25
    }
    var generator = SplitMix64(seed: 11)
    let shocks = (0..<steps).map { _ in
      process.shocks.map { _ in
        (0..<paths).map { p in
          p % 53 == 7 ? (p % 2 == 0 ? 8.6 : -8.6) : generator.normal()
        }
      }
    }
    return PathSet(
      count: paths, shocks: shocks,
      inputs: inputs.map { value in value.map { Array(repeating: $0, count: paths) } })
  }

  static func bits(_ columns: [[Double]]) -> [[UInt64]] { columns.map { $0.map(\.bitPattern) } }

  @Test func namesAreUnique() { #expect(Set(Self.names).count == Self.names.count) }

  @Test(arguments: names) func wordsFollowTheHouse(_ name: String) throws {
    let type = try #require(ProcessCatalog.process(named: name))
    #expect(name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    #expect(!type.summary.isEmpty && !type.summary.hasSuffix("."))
    #expect(!type.reference.isEmpty)
    let words =
      type.parameters.map(\.name) + type.outputs.map(\.name) + type.inputs.map(\.name)
    for word in words { #expect(word.wholeMatch(of: /[a-z][A-Za-z0-9]*/) != nil) }
    #expect(Set(type.parameters.map(\.name)).count == type.parameters.count)
    #expect(Set(type.outputs.map(\.name)).count == type.outputs.count)
    #expect(!type.outputs.isEmpty && type.outputs[0].quantity != .hidden)
    for parameter in type.parameters {
      #expect(!parameter.unit.isEmpty && !parameter.summary.isEmpty)
      if let value = parameter.defaultValue { #expect(parameter.range.contains(value)) }
    }
    for process in try Self.processes(name) {
      #expect(Set(process.shocks.map(\.name)).count == process.shocks.count)
    }
  }

  @Test(arguments: names, [Double.nan, .infinity, -.infinity])
  func refusesWhatIsNoNumber(_ name: String, _ value: Double) throws {
    let type = try #require(ProcessCatalog.process(named: name))
    let here = SourceLocation(file: "market.yaml", line: 3, column: 5)
    for parameter in type.parameters {
      var errors: [InputError] = []
      let table = ParameterTable(
        [parameter.name: (value, here)], declared: [parameter], owner: name, at: here,
        errors: &errors)
      #expect(table == nil)
      #expect(errors.count == 1 && errors[0].location == here)
    }
  }

  /// A step of length 0 changes no column. Processes that are fitted to a step refuse it.
  @Test(arguments: names) func stepOfNoLengthIsTheIdentity(_ name: String) throws {
    let type = try #require(ProcessCatalog.process(named: name))
    for table in Self.tables(type) {
      do {
        let process = try type.init(table, step: TimeStep(length: 0))
        let before = Self.pathSet(process, steps: 0).advance(process)
        let after = Self.pathSet(process, steps: 2).advance(process)
        #expect(before == after)
      } catch {
        #expect(error.message.contains("fitted to steps of 1 day"))
      }
    }
  }

  @Test(arguments: names) func sameShocksGiveTheSameBits(_ name: String) throws {
    for process in try Self.processes(name) {
      let set = Self.pathSet(process, steps: Self.steps)
      let first = set.advance(process)
      #expect(Self.bits(first) == Self.bits(set.advance(process)))
      #expect(first.allSatisfy { $0.allSatisfy(\.isFinite) })
    }
  }

  /// What happens to a path does not depend on its place in a block or on its neighbours.
  @Test(arguments: names) func permutedPathsGivePermutedBits(_ name: String) throws {
    // 5 and 1,024 have no common factor, so this visits every path once.
    let order = (0..<Self.paths).map { ($0 * 5 + 3) % Self.paths }
    for process in try Self.processes(name) {
      var set = Self.pathSet(process, steps: Self.steps)
      let plain = set.advance(process)
      set.shocks = set.shocks.map { $0.map { column in order.map { column[$0] } } }
      set.inputs = set.inputs.map { column in column.map { c in order.map { c[$0] } } }
      let permuted = set.advance(process)
      #expect(
        Self.bits(permuted) == Self.bits(plain.map { column in order.map { column[$0] } }))
    }
  }

  /// Shocks and inputs are only read.
  @Test(arguments: names) func leavesWhatItReadsAlone(_ name: String) throws {
    for process in try Self.processes(name) {
      let inputs = type(of: process).inputs.count
      let shocks = process.shocks.count
      let outputs = type(of: process).outputs.count
      let read = PathBlock(columnCount: inputs + shocks)
      let state = PathBlock(columnCount: outputs)
      var generator = SplitMix64(seed: 5)
      for k in 0..<(inputs + shocks) {
        for p in 0..<PathBlock.pathCount { read[k][path: p] = generator.normal() }
      }
      func values() -> [[UInt64]] {
        (0..<(inputs + shocks)).map { k in
          (0..<PathBlock.pathCount).map { read[k][path: $0].bitPattern }
        }
      }
      let before = values()
      let columns = ProcessColumns(
        state: (0..<outputs).map { state[$0] }, inputs: (0..<inputs).map { read[$0] },
        shocks: (0..<shocks).map { read[inputs + $0] })
      process.setInitialState(columns)
      process.advance(columns)
      #expect(values() == before)
    }
  }
}
