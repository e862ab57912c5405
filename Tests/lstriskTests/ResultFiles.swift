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

/// A JSON document, walked by keys.
struct JSON {
  let value: Any

  init(_ bytes: [UInt8]) throws {
    value = try JSONSerialization.jsonObject(with: Data(bytes))
  }

  private init(value: Any) { self.value = value }

  subscript(key: String) -> JSON {
    get throws { JSON(value: try #require((value as? [String: Any])?[key], "\(key)")) }
  }

  var items: [JSON] {
    get throws { try #require(value as? [Any]).map { JSON(value: $0) } }
  }

  var number: Double { get throws { try #require((value as? NSNumber)?.doubleValue) } }
  var text: String { get throws { try #require(value as? String) } }
}
