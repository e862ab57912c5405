import Passes

/// The forecasts of tasks of a walk in a row.
struct Forecasts: Mergeable {
  /// By task, in the order of time.
  private(set) var stretches: [[ForecastDay]]
  private let shape: ForecastDay.Shape

  init(_ stretches: [[ForecastDay]], shape: ForecastDay.Shape) {
    self.stretches = stretches
    self.shape = shape
  }

  /// Puts the forecasts of the next tasks behind these.
  mutating func merge(_ next: Forecasts) { stretches += next.stretches }
}

extension Forecasts: BinaryCodable {
  func write(to writer: inout BinaryWriter) throws {
    try writer.write(stretches.count)
    for days in stretches {
      try writer.write(days.count)
      for day in days { try day.write(to: &writer) }
    }
  }

  mutating func read(from reader: inout BinaryReader) throws {
    stretches = []
    for _ in 0..<(try Self.count(from: &reader)) {
      var days: [ForecastDay] = []
      for _ in 0..<(try Self.count(from: &reader)) {
        days.append(try ForecastDay(from: &reader, shape))
      }
      stretches.append(days)
    }
  }

  private static func count(from reader: inout BinaryReader) throws -> Int {
    let count = try reader.read(Int.self)
    guard count >= 0 else { throw BinaryReader.Failure.isOfAnotherPlan }
    return count
  }
}

extension Forecasts: Checked {
  /// Of every byte that is written.
  var checksum: UInt64 {
    var sum = Checksum()
    var writer = BinaryWriter { sum.add($0.map { UInt64($0) }) }
    do {
      try write(to: &writer)
      try writer.finish()
    } catch { preconditionFailure("adding bytes up does not fail: \(error)") }
    return sum.value
  }
}
