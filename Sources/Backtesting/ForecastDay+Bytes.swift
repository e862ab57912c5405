import Passes

extension ForecastDay {
  /// How much a day's forecast holds, by its plan.
  struct Shape: Sendable {
    let factors: Int
    let horizons: Int
    let levels: Int

    init(_ plan: BacktestPlan) {
      factors = plan.factors.count
      horizons = plan.horizons.count
      levels = plan.levels.count
    }
  }

  func write(to writer: inout BinaryWriter) throws {
    try writer.write(dayNumber)
    for fit in fits { try fit.write(to: &writer) }
    for horizon in horizons { try horizon.write(to: &writer) }
  }

  /// - Throws: `BinaryReader.Failure`, and what the source throws.
  init(from reader: inout BinaryReader, _ shape: Shape) throws {
    dayNumber = try reader.read()
    var fits: [Fit] = []
    for _ in 0..<shape.factors { fits.append(try Fit(from: &reader)) }
    self.fits = fits
    var horizons: [Horizon] = []
    for _ in 0..<shape.horizons {
      horizons.append(try Horizon(from: &reader, levels: shape.levels))
    }
    self.horizons = horizons
  }
}

extension ForecastDay.Fit {
  /// Parameters in the order of their names, so that equal fits are equal bytes.
  func write(to writer: inout BinaryWriter) throws {
    let names = parameters.keys.sorted()
    try writer.write(text: estimator)
    try writer.write(names.compactMap { parameters[$0] })
    for name in names { try writer.write(text: name) }
    try writer.write(refusal == nil ? 0 : 1)
    if let refusal { try writer.write(text: refusal) }
  }

  init(from reader: inout BinaryReader) throws {
    estimator = try reader.readText()
    var parameters: [String: Double] = [:]
    for value in try reader.readList(Double.self) { parameters[try reader.readText()] = value }
    self.parameters = parameters
    refusal = try reader.read(Int.self) == 0 ? nil : reader.readText()
  }
}

extension ForecastDay.Horizon {
  func write(to writer: inout BinaryWriter) throws {
    // Both or none.
    try writer.write([loss, transform].compactMap(\.self))
    try writer.write(paths)
    try writer.write(worst)
    try writer.write(valueAtRisk)
    try writer.write(expectedShortfall)
  }

  init(from reader: inout BinaryReader, levels: Int) throws {
    let realised = try reader.readList(Double.self)
    guard realised.isEmpty || realised.count == 2 else {
      throw BinaryReader.Failure.isOfAnotherPlan
    }
    loss = realised.first
    transform = realised.last
    paths = try reader.read()
    worst = try reader.readList()
    var byLevel = Array(repeating: 0.0, count: levels)
    try reader.read(into: &byLevel)
    valueAtRisk = byLevel
    try reader.read(into: &byLevel)
    expectedShortfall = byLevel
  }
}

extension BinaryWriter {
  /// Writes a text as UTF-8.
  fileprivate mutating func write(text: String) throws { try write(bytes: Array(text.utf8)) }
}

extension BinaryReader {
  /// - Throws: `isOfAnotherPlan` if the bytes are no text.
  fileprivate mutating func readText() throws -> String {
    guard let text = String(validating: try readBytes(), as: UTF8.self) else {
      throw Failure.isOfAnotherPlan
    }
    return text
  }
}
