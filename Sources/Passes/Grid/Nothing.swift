/// What a pass keeps that keeps nothing of the kind.
package struct Nothing: Mergeable {
  /// All values are the same.
  package init() {}
  /// Adds nothing.
  package mutating func merge(_ next: Nothing) {}
}

extension Nothing: BinaryCodable {
  /// Writes no byte.
  package func write(to writer: inout BinaryWriter) {}
  /// Reads no byte.
  package mutating func read(from reader: inout BinaryReader) {}
}
