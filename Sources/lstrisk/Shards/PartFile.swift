import Foundation
import Passes
import Tables

/// A shard's results in a plan directory: a line of JSON, the results, and the SHA-256 of both.
///
/// It appears whole or not at all, and a second process that does the same shard replaces it by the same
/// results.
struct PartFile {
  private static let digestLength = 64
  private static let pieceSize = 1 << 18
  /// Longer than any header.
  private static let headerLimit = 4_096

  let path: String
  let header: PartHeader
  /// Where the results begin, and how many bytes they are.
  private let start: Int
  private let length: Int

  static func name(of shard: Shard) -> String { "part-\(shard.index)-of-\(shard.count).bin" }

  /// The shard whose part has this name; `nil` for other files.
  static func shard(named name: String) -> Shard? {
    guard let match = name.wholeMatch(of: /part-([0-9]+)-of-([0-9]+)\.bin/),
      let index = Int(match.1), let count = Int(match.2), index < count
    else { return nil }
    return Shard(index: index, count: count)
  }

  /// Writes a part.
  ///
  /// - Throws: `OutputError`.
  static func write(_ part: some StudyPart, _ header: PartHeader, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let file = try ReplacingFile(path, owner: "\(Processor.node)-\(getpid())")
    var hash = SHA256()
    let put: ([UInt8]) throws -> Void = { bytes in
      hash.update(bytes)
      try file.write(bytes)
    }
    try put(Array(try encoder.encode(header)) + [UInt8(ascii: "\n")])
    var writer = BinaryWriter(sink: put)
    try part.write(to: &writer)
    try writer.finish()
    try file.write(Array(hash.hexDigest.utf8))
    try file.publish()
  }

  /// A part that stands in a plan directory; `nil` if the file is not whole.
  ///
  /// - Throws: `OutputError` if it cannot be read.
  init?(at path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    func read(_ count: Int) throws -> [UInt8] { try Self.read(file, count, of: path) }
    let first = try read(Self.headerLimit)
    guard let end = first.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    guard let header = Self.header(Array(first[..<end])) else { return nil }
    var hash = SHA256()
    // What may be the digest is held back until more follows it.
    var held = first
    var length = 0
    while true {
      let piece = try read(Self.pieceSize)
      if piece.isEmpty { break }
      held += piece
      let ready = max(0, held.count - Self.digestLength)
      hash.update(Array(held[..<ready]))
      length += ready
      held.removeFirst(ready)
    }
    if held.count > Self.digestLength {
      let ready = held.count - Self.digestLength
      hash.update(Array(held[..<ready]))
      length += ready
      held.removeFirst(ready)
    }
    guard held == Array(hash.hexDigest.utf8), length > end else { return nil }
    self.path = path
    self.header = header
    start = end + 1
    self.length = length - start
  }

  private static func header(_ line: [UInt8]) -> PartHeader? {
    do {
      return try JSONDecoder().decode(PartHeader.self, from: Data(line))
    } catch { return nil }
  }

  private static func read(_ file: FileHandle, _ count: Int, of path: String) throws -> [UInt8] {
    do {
      return Array(try file.read(upToCount: count) ?? Data())
    } catch {
      throw OutputError(
        path: path, reason: "it cannot be read: \(error.localizedDescription)",
        remedy: "check the disk")
    }
  }

  /// Reads the results.
  func results<Study: ShardedStudy>(of study: Study) throws -> Study.Part {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw OutputError(path: path, reason: "it is gone", remedy: "simulate the shard again")
    }
    _ = try Self.read(file, start, of: path)
    var left = length
    var reader = BinaryReader { count in
      let piece = try Self.read(file, min(count, left), of: path)
      left -= piece.count
      return piece
    }
    do {
      let part = try study.readPart(from: &reader)
      try reader.requireEnd()
      return part
    } catch let failure as BinaryReader.Failure {
      throw OutputError(
        path: path, reason: "its results are not of this plan (\(failure))",
        remedy: "remove it and simulate the shard again")
    }
  }
}
