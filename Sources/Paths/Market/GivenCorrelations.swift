import Diagnostics
import LinearAlgebra

/// The entries of a correlation matrix that a document gives, checked one by one.
struct GivenCorrelations {
  private(set) var matrix: Matrix
  /// Rows and columns off the diagonal, in the order of the document.
  private(set) var pairs: [(Int, Int)] = []
  private let shocks: [String]
  private let known: [String]
  private let index: [String: Int]
  /// By row × shocks + column.
  private var given: [Int: Double] = [:]

  /// - Parameters:
  ///   - shocks: Names that may be correlated.
  ///   - known: Names of all factors, to tell «unknown» from «has no correlated shock».
  /// - Returns: `nil` if there was an error.
  init?(
    _ definition: CorrelationDefinition, shocks: [String], known: [String],
    errors: inout [InputError]
  ) {
    let before = errors.count
    matrix = Matrix.identity(shocks.count)
    self.shocks = shocks
    self.known = known
    index = Dictionary(
      zip(shocks, shocks.indices).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    for pair in definition.pairs { add(pair, &errors) }
    if errors.count > before { return nil }
  }

  /// Whether nothing is correlated.
  var areZero: Bool { given.values.allSatisfy { $0 == 0 } }

  private mutating func add(_ pair: CorrelationDefinition.Pair, _ errors: inout [InputError]) {
    guard let i = find(pair.first, pair.location, &errors),
      let j = find(pair.second, pair.location, &errors)
    else { return }
    if let (text, hint) = fault(pair, i, j) {
      errors.append(
        InputError(
          "the correlation of \(pair.first) and \(pair.second) is \(text)", at: pair.location,
          hint: hint))
      return
    }
    if i == j { return }
    given[i * shocks.count + j] = pair.value
    pairs.append((i, j))
    matrix[i, j] = pair.value
    matrix[j, i] = pair.value
  }

  /// What is wrong with an entry, and what to do; `nil` if nothing is.
  private func fault(
    _ pair: CorrelationDefinition.Pair, _ i: Int, _ j: Int
  ) -> (text: String, hint: String)? {
    let value = pair.value
    guard value >= -1 && value <= 1 else {
      return ("\(value); it must be between -1 and 1", "correlations are fractions")
    }
    if i == j {
      if value == 1 { return nil }
      return (
        "\(value); the diagonal must be 1",
        "a shock is perfectly correlated with itself; put volatilities into the processes"
      )
    }
    if let mirrored = given[j * shocks.count + i], mirrored != value {
      return (
        "\(value) here and \(mirrored) the other way round; the matrix must be symmetric",
        "write the same value on both sides of the diagonal"
      )
    }
    if let earlier = given[i * shocks.count + j], earlier != value {
      return ("given twice, as \(earlier) and \(value)", "remove one of the two")
    }
    return nil
  }

  private func find(
    _ name: String, _ location: SourceLocation,
    _ errors: inout [InputError]
  ) -> Int? {
    if let i = index[name] { return i }
    let near = nearestName(to: name, among: Array(index.keys).sorted())
    errors.append(
      known.contains(name)
        ? InputError(
          "correlation names '\(name)', a factor without a correlated shock", at: location,
          hint: "correlate the factor that it reads instead, or leave it out")
        : InputError(
          "correlation names the unknown factor '\(name)'", at: location,
          hint: near.map { "did you mean '\($0)'?" } ?? "declare it under factors"))
    return nil
  }
}
