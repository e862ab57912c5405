import Diagnostics
import Tables

/// One expected value of a case.
package struct ReferenceRow: Sendable, Hashable {
  /// Name of the expected value.
  package let quantity: String
  /// A decimal number or a word, as printed.
  package let expected: String
  /// Absolute and relative tolerance; `nil` where the cell is empty and counts as 0.
  package let absoluteTolerance: Double?
  /// As a share of the expected value; `nil` where the cell is empty and counts as 0.
  package let relativeTolerance: Double?
  /// Standard deviation of one Monte Carlo sample of the quantity; `nil` if the table states none.
  package let sampleDeviation: Double?
  /// Where the row stands.
  package let location: SourceLocation
}

/// One case of a reference table: its inputs and the values that are expected of them.
package struct ReferenceCase: Sendable {
  /// An input cell with its place.
  struct Input: Sendable {
    let text: String
    let location: SourceLocation
  }

  /// The text of the column `case_id`.
  package let id: String
  /// What is expected of the case, in the order of the table.
  package internal(set) var rows: [ReferenceRow]
  let inputs: [String: Input]
  let location: SourceLocation
}

extension ReferenceCase {
  /// The text of an input, or `nil` if the table has no such column.
  func word(_ name: String) -> String? { inputs[name]?.text }

  /// The text of an input.
  func text(_ name: String) throws(InputError) -> String { try input(name).text }

  /// An input that is a number.
  func number(_ name: String, _ range: NumberRange = .finite) throws(InputError) -> Double {
    let input = try input(name)
    do {
      return try StrictNumber.parse(input.text, in: range)
    } catch {
      throw located(error, name, input)
    }
  }

  /// An input that is a number, or `nil` where it is none; for conditions on inputs.
  func numberIfAny(_ name: String) -> Double? {
    do { return try number(name) } catch { return nil }
  }

  /// An input that is a whole number.
  func integer(_ name: String, from least: Int = .min) throws(InputError) -> Int {
    let input = try input(name)
    guard let found = Int(input.text), found >= least else {
      throw located(
        Refusal("it must be a whole number that fits", remedy: "write digits"), name, input)
    }
    return found
  }

  /// An input that is a list of numbers, of so many if `count` is given.
  func numbers(_ name: String, count: Int? = nil) throws(InputError) -> [Double] {
    guard case .list(let cells) = try json(name), let found = Self.numbers(cells),
      found.count == count ?? found.count
    else {
      throw located(
        Refusal("it must be a list of numbers", remedy: "write [1, 2]"), name, try input(name))
    }
    return found
  }

  /// An input that is a list of lists of numbers.
  func lists(_ name: String) throws(InputError) -> [[Double]] {
    guard case .list(let cells) = try json(name) else {
      throw located(
        Refusal("it must be a list of lists", remedy: "write [[1], [2]]"), name, try input(name))
    }
    var found: [[Double]] = []
    for cell in cells {
      guard case .list(let row) = cell, let row = Self.numbers(row) else {
        throw located(
          Refusal("it must be a list of lists of numbers", remedy: "write [[1], [2]]"), name,
          try input(name))
      }
      found.append(row)
    }
    return found
  }

  /// An input that is a square matrix, of so many rows if `size` is given.
  func squareMatrix(_ name: String, size: Int? = nil) throws(InputError) -> [[Double]] {
    let rows = try lists(name)
    guard !rows.isEmpty, rows.count == size ?? rows.count,
      rows.allSatisfy({ $0.count == rows.count })
    else {
      throw located(
        Refusal("it must be a square matrix", remedy: "give every row as many entries as rows"),
        name, try input(name))
    }
    return rows
  }

  /// An input that is a JSON text.
  func quotedText(_ name: String) throws(InputError) -> String {
    guard case .text(let found) = try json(name) else {
      throw located(
        Refusal("it must be a JSON text", remedy: "enclose it in quotes"), name,
        try input(name))
    }
    return found
  }

  /// An input whose JSON escapes stand for characters.
  func unescapedText(_ name: String) throws(InputError) -> String {
    let input = try input(name)
    do { return try JSONCell.unescaped(input.text) } catch { throw located(error, name, input) }
  }

  /// An input that is JSON.
  func json(_ name: String) throws(InputError) -> JSONCell {
    let input = try input(name)
    do { return try JSONCell(parsing: input.text) } catch { throw located(error, name, input) }
  }

  private func input(_ name: String) throws(InputError) -> Input {
    guard let input = inputs[name] else {
      throw InputError("the table lacks the input '\(name)'", at: location)
    }
    return input
  }

  private func located(_ refusal: Refusal, _ name: String, _ input: Input) -> InputError {
    InputError(
      "\(name) is '\(input.text)'; \(refusal.reason)", at: input.location, hint: refusal.remedy)
  }

  private static func numbers(_ cells: [JSONCell]) -> [Double]? {
    var found: [Double] = []
    for cell in cells {
      guard case .number(let number) = cell else { return nil }
      found.append(number)
    }
    return found
  }
}
