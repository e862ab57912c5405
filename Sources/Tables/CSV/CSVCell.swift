import Diagnostics

/// One cell of a CSV table, which knows where it was written.
///
/// It points into the file's bytes: text, numbers and dates are made when they are asked for.
public struct CSVCell: Sendable {
  let source: CSVSource
  let span: CSVSpan
  let column: Int

  /// The name of the cell's column.
  public var columnName: String { source.names[column] }

  /// The text without surrounding quotes, each doubled quote read as one. Blanks are kept.
  public var text: String { span.text(in: source.bytes) }

  /// Whether the cell holds no character.
  public var isEmpty: Bool { span.text.isEmpty }

  /// Where the cell starts: line and column of its first character or its quote.
  ///
  /// - Complexity: O(length of the line before it).
  public var location: SourceLocation {
    span.position.location(in: source.bytes, file: source.file)
  }

  /// The number in the cell (`StrictNumber`).
  ///
  /// - Parameters:
  ///   - range: The values that are allowed, for example `.positive` for a price.
  ///   - errors: Receives an error with place and remedy if the cell holds none.
  /// - Returns: `nil` if there was an error.
  public func number(in range: NumberRange = .finite, errors: inout [InputError]) -> Double? {
    do {
      return try StrictNumber.parse(source.bytes, span.text, in: range)
    } catch {
      errors.append(inputError(error))
      return nil
    }
  }

  /// The date in the cell (`CalendarDate.parse`).
  ///
  /// - Parameter errors: Receives an error with place and remedy if the cell holds none.
  /// - Returns: `nil` if there was an error.
  public func date(errors: inout [InputError]) -> CalendarDate? {
    do {
      return try CalendarDate.parse(source.bytes, span.text)
    } catch {
      errors.append(inputError(error))
      return nil
    }
  }

  /// A refusal of the cell's text with the cell's column, text and place.
  public func inputError(_ refusal: Refusal) -> InputError {
    let found = isEmpty ? "empty" : quoted(text)
    return InputError(
      "\(columnName) is \(found); \(refusal.reason)", at: location, hint: refusal.remedy)
  }
}
