/// What a pass keeps, in bytes that another process of the same program reads.
///
/// Reading fills a value that was made empty from the same plan: the plan knows its shape, the bytes hold
/// what has been found.
package protocol BinaryCodable {
  func write(to writer: inout BinaryWriter) throws
  /// - Throws: `BinaryReader.Failure` if the bytes end early or are of another plan.
  mutating func read(from reader: inout BinaryReader) throws
}
