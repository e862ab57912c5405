import Diagnostics
import Tables

/// Finds two spellings of one name in a column.
struct NameSpellings {
  /// The column, for messages.
  private let what: String
  /// First spelling of each name with its line.
  private var first: [String: (name: String, line: Int)] = [:]

  init(_ what: String) { self.what = what }

  /// Notes a name that has not been met as it is written; one that has been met in another spelling is an error if
  /// both are surely one, else a warning.
  mutating func add(
    _ name: String, _ cell: CSVCell, errors: inout [InputError], warnings: inout [InputError]
  ) {
    let key = NameIdentity.key(of: name)
    guard let earlier = first[key] else {
      first[key] = (name, cell.location.line)
      return
    }
    let difference = NameIdentity.difference(earlier.name, name)
    let how = difference == .invisible ? "invisible characters" : "capitals"
    let message =
      "\(what) \(spelled(name)) differs from \(spelled(earlier.name)) in line \(earlier.line) only in \(how)"
    let hint =
      "write the \(what) in one spelling if it is one; two need names that can be told apart"
    if difference == .capitals {
      warnings.append(.warning(message, at: cell.location, hint: hint, .likelySlip))
    } else {
      errors.append(InputError(message, at: cell.location, hint: hint))
    }
  }

  /// An address is shown whole, what cannot be seen by its number.
  private func spelled(_ name: String) -> String {
    name.unicodeScalars.map { scalar in
      NameIdentity.isInvisible(scalar)
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }.joined()
  }
}
