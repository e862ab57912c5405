import Diagnostics
import Processes

/// The columns that factors read and write, and the orders in which they run.
struct FactorWiring {
  let outputs: [[Int]]
  let inputs: [[Int?]]
  let columnCount: Int
  let advanceOrder: [Int]
  let initialOrder: [Int]

  /// - Returns: `nil` if an input names no factor, or one without its quantity, or there is a cycle.
  init?(_ definitions: [FactorDefinition], errors: inout [InputError]) {
    let before = errors.count
    var next = 0
    var outputs: [[Int]] = []
    for definition in definitions {
      let count = type(of: definition.process).outputs.count
      outputs.append(Array(next..<next + count))
      next += count
    }
    var inputs: [[Int?]] = []
    // after[i]: factors that must run before factor i.
    var afterWithinStep = [[Int]](repeating: [], count: definitions.count)
    var afterAtStart = afterWithinStep
    for (i, definition) in definitions.enumerated() {
      var columns: [Int?] = []
      for input in type(of: definition.process).inputs {
        let found = Self.source(of: input, definition, definitions, errors: &errors)
        columns.append(found.map { outputs[$0.factor][$0.output] })
        guard let other = found?.factor else { continue }
        afterAtStart[i].append(other)
        switch input.moment {
        case .endOfStep: afterWithinStep[i].append(other)
        case .startOfStep: afterWithinStep[other].append(i)
        }
      }
      inputs.append(columns)
    }
    if errors.count > before { return nil }
    guard let advanceOrder = Self.order(afterWithinStep),
      let initialOrder = Self.order(afterAtStart)
    else {
      errors.append(
        InputError(
          "factors read each other in a cycle, so no order of a step exists",
          at: definitions.first?.location ?? SourceLocation(file: "market"),
          hint: "break the cycle: one of them must not read the other's column"))
      return nil
    }
    self.outputs = outputs
    self.inputs = inputs
    columnCount = next
    self.advanceOrder = advanceOrder
    self.initialOrder = initialOrder
  }

  /// The factor that an input reads, and which of its outputs; `nil` if it is absent, or after an error.
  private static func source(
    of input: ProcessInput, _ definition: FactorDefinition, _ definitions: [FactorDefinition],
    errors: inout [InputError]
  ) -> (factor: Int, output: Int)? {
    guard let name = definition.wiring[input.name] else {
      if !input.isOptional {
        errors.append(
          InputError(
            "factors.\(definition.name) lacks '\(input.name)', the name of a factor with a \(input.quantity.rawValue)",
            at: definition.location, hint: input.summary))
      }
      return nil
    }
    let place = definition.wiringLocations[input.name] ?? definition.location
    guard let factor = definitions.lastIndex(where: { $0.name == name }) else {
      let near = nearestName(to: name, among: definitions.map(\.name))
      errors.append(
        InputError(
          "factors.\(definition.name).\(input.name) names the unknown factor '\(name)'",
          at: place, hint: near.map { "did you mean '\($0)'?" } ?? "declare it under factors"))
      return nil
    }
    let owned = type(of: definitions[factor].process).outputs
    guard let output = owned.firstIndex(where: { $0.quantity == input.quantity }) else {
      errors.append(
        InputError(
          "factors.\(definition.name).\(input.name) needs a factor with a \(input.quantity.rawValue); '\(name)' has \(owned.map(\.quantity.rawValue).joined(separator: ", "))",
          at: place, hint: input.summary))
      return nil
    }
    return (factor, output)
  }

  /// A topological order that keeps the given one where it can; `nil` if there is a cycle.
  private static func order(_ after: [[Int]]) -> [Int]? {
    var done = [Bool](repeating: false, count: after.count)
    var result: [Int] = []
    while result.count < after.count {
      guard
        let next = after.indices.first(where: { i in
          !done[i] && after[i].allSatisfy { done[$0] || $0 == i }
        })
      else { return nil }
      if after[next].contains(next) { return nil }
      done[next] = true
      result.append(next)
    }
    return result
  }
}
