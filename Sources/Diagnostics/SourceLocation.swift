/// The place in an input document where a value was written.
public struct SourceLocation: Sendable, Hashable {
  /// The document's path as the user named it.
  public let file: String
  /// Line, counted from 1; 0 where the whole document is meant.
  public let line: Int
  /// Column, counted from 1 in characters; 0 where the whole line is meant.
  public let column: Int

  /// The whole document unless a line is named.
  public init(file: String, line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: Comparable {
  /// Orders by file, then line, then column.
  public static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    (a.file, a.line, a.column) < (b.file, b.line, b.column)
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line:column`, without the parts that are 0.
  public var description: String {
    if line == 0 { return file }
    return column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)"
  }
}
