import Diagnostics
import Documents
import LinearAlgebra
import Market
import Processes
import Studies

/// The block `estimates` of a factor: the errors that its parameters were estimated with.
///
///     estimates:
///       alpha: {standardError: 0.0195, within: [0, 1]}
///       degreesOfFreedom: {standardError: 0.28, above: 2}
///       correlations: [[alpha, degreesOfFreedom, -0.1]]
///
/// The law of an estimate is normal on the log of its distance to `above`, on its log odds `within` two
/// ends, or where neither is written as it stands. Pairs that are not written are uncorrelated.
struct FactorEstimates {
  let factor: String
  let parameters: [DrawnParameter]
  let correlation: Matrix
  private let location: SourceLocation
  private let process: @Sendable ([String: Double]) -> (any StochasticProcess)?

  private static let correlationsKey = "correlations"
  private static let estimateKeys = ["standardError", "above", "within"]

  /// - Parameters:
  ///   - factor: The factor's name.
  ///   - type: Its process.
  ///   - table: Its parameters as the document has them.
  /// - Returns: `nil` after an error, or if nothing is estimated.
  init?(
    _ field: YAMLField, factor: String, type: any StochasticProcess.Type, table: ParameterTable,
    step: TimeStep, errors: inout [InputError]
  ) {
    let before = errors.count
    guard
      let reader = field.openMapping(
        hint: "write a parameter, a colon and {standardError: …}", errors: &errors)
    else { return nil }
    var parameters: [DrawnParameter] = []
    for (name, place, field) in reader.fields where name != Self.correlationsKey {
      let known = type.parameters.map(\.name)
      guard known.contains(name) else {
        errors.append(
          InputError(
            "\(reader.path) has the unknown parameter \(shown(name))", at: place,
            hint: didYouMean(name, among: known) ?? "\(type.name) takes \(listed(known, "and"))"))
        continue
      }
      if let parameter = Self.parameter(name, field, value: table[name], errors: &errors) {
        parameters.append(parameter)
      }
    }
    var correlation = Matrix.identity(parameters.count)
    if let pairs = reader[Self.correlationsKey], errors.count == before {
      Self.read(pairs, parameters.map(\.name), into: &correlation, errors: &errors)
    }
    guard errors.count == before, !parameters.isEmpty else { return nil }
    self.factor = factor
    self.parameters = parameters
    self.correlation = correlation
    location = field.location
    process = { values in
      guard let drawn = table.replacing(values, declared: type.parameters) else { return nil }
      do {
        return try type.init(drawn, step: step)
      } catch {
        // Outside what the process takes: drawn again, and counted.
        return nil
      }
    }
  }

  private static func parameter(
    _ name: String, _ field: YAMLField, value: Double, errors: inout [InputError]
  ) -> DrawnParameter? {
    let before = errors.count
    guard let reader = field.mapping(known: estimateKeys, errors: &errors),
      let error = reader.required("standardError", "0.02", errors: &errors)?
        .number(in: .positive, errors: &errors)
    else { return nil }
    var scale = ParameterScale.identity
    if let above = reader["above"] {
      let range = NumberRange(from: -.infinity, to: value, includesUpper: false)
      if let lower = above.number(in: range, hint: "the estimate lies above it", errors: &errors) {
        scale = .above(lower)
      }
    }
    if let within = reader["within"] {
      let ends = (within.items("two numbers", hint: "write [0, 1]", errors: &errors) ?? [])
        .compactMap { $0.number(errors: &errors) }
      if errors.count == before {
        if ends.count == 2, ends[0] < value, value < ends[1], reader["above"] == nil {
          scale = .between(ends[0], ends[1])
        } else {
          errors.append(
            InputError(
              "\(within.path) must be two numbers around the estimate, \(value), and stand alone",
              at: within.location, hint: "write within: [0, 1], or above: 0"))
        }
      }
    }
    guard errors.count == before else { return nil }
    return DrawnParameter(name: name, value: value, standardError: error, scale: scale)
  }

  private static func read(
    _ field: YAMLField, _ names: [String], into matrix: inout Matrix, errors: inout [InputError]
  ) {
    let form = "write [alpha, beta, -0.9]: two of the parameters above and their correlation"
    for item in field.items("a list of pairs", hint: form, errors: &errors) ?? [] {
      guard let parts = item.items("a list of two names and a number", hint: form, errors: &errors)
      else { continue }
      guard parts.count == 3, let first = parts[0].text(errors: &errors),
        let second = parts[1].text(errors: &errors),
        let i = names.firstIndex(of: first), let j = names.firstIndex(of: second), i != j
      else {
        errors.append(
          InputError("\(item.path) is no pair of estimates", at: item.location, hint: form))
        continue
      }
      let range = NumberRange(from: -1, to: 1)
      if let value = parts[2].number(in: range, hint: form, errors: &errors) {
        (matrix[i, j], matrix[j, i]) = (value, value)
      }
    }
  }

  /// The factor for drawing; `nil` after an error.
  ///
  /// - Parameter index: Of the factor in the market.
  func drawn(index: Int, errors: inout [InputError]) -> DrawnFactor? {
    do throws(DrawnFactor.Failure) {
      return try DrawnFactor(
        name: factor, index: index, parameters: parameters, correlation: correlation,
        process: process)
    } catch {
      switch error {
      case .notPositiveSemidefinite(let smallest):
        errors.append(
          InputError(
            "the correlations of the estimates of \(factor) are not positive semidefinite: their smallest eigenvalue is \(NumberWords.short(smallest))",
            at: location, hint: "write them as `lstrisk calibrate` does"))
      }
      return nil
    }
  }
}
