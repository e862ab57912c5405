/// What a pass keeps that keeps nothing of the kind.
package struct Nothing: Mergeable {
  package init() {}
  package mutating func merge(_ next: Nothing) {}
}

extension Nothing: BinaryCodable {
  package func write(to writer: inout BinaryWriter) {}
  package mutating func read(from reader: inout BinaryReader) {}
}
