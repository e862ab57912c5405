import Diagnostics
import Foundation
import Tables
import Testing

/// A CSV file that the program wrote, by column.
struct ResultTable {
  let rows: [[String: String]]
  let columns: [String]
  /// The lines before the header, without their marks.
  let comments: [String]

  init(_ bytes: [UInt8], _ name: String) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    comments = text.split(separator: "\n").prefix { $0.hasPrefix("# ") }.map {
      String($0.dropFirst(2))
    }
    var errors: [InputError] = []
    let table = CSVTable(
      contents: bytes, file: name, required: [], others: .ignored, errors: &errors)
    let read = try #require(table, "\(InputErrors(errors))")
    let names = read.columnNames
    columns = names
    rows = read.map { row in
      Dictionary(uniqueKeysWithValues: names.map { ($0, row.cell($0).text) })
    }
  }

  func numbers(_ column: String) throws -> [Double] {
    try rows.map { try #require($0[column].flatMap { Double($0) }, "\(column)") }
  }
}

/// A JSON document, walked by keys. JSONDecoder reads every digit of a number; JSONSerialization
/// does not.
enum JSON: Decodable {
  case object([String: JSON])
  case array([JSON])
  case number(Double)
  case text(String)
  case other

  init(_ bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(bytes))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let items = try? container.decode([JSON].self) {
      self = .array(items)
    } else if let members = try? container.decode([String: JSON].self) {
      self = .object(members)
    } else {
      self = .other
    }
  }

  subscript(key: String) -> JSON {
    get throws {
      guard case .object(let members) = self else { throw Unexpected(wanted: key, found: self) }
      return try #require(members[key], "\(key)")
    }
  }

  var items: [JSON] {
    get throws {
      guard case .array(let items) = self else { throw Unexpected(wanted: "array", found: self) }
      return items
    }
  }

  var number: Double {
    get throws {
      guard case .number(let number) = self else { throw Unexpected(wanted: "number", found: self) }
      return number
    }
  }

  var text: String {
    get throws {
      guard case .text(let text) = self else { throw Unexpected(wanted: "text", found: self) }
      return text
    }
  }

  struct Unexpected: Error {
    let wanted: String
    let found: JSON
  }
}
