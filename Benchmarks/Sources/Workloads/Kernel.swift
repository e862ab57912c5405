/// A part of the engine with the data that it works on, as it is measured.
public struct Kernel: Sendable {
  /// Lower case words with hyphens, the size last.
  public let name: String
  /// What an element is, in the plural.
  public let unit: String
  /// Elements of one iteration.
  public let elementCount: Int
  /// Whether its instructions are watched. BLAS picks its code by CPU, so that a count says nothing.
  public let isCounted: Bool
  /// Makes the data; what it returns is one iteration.
  public let prepare: @Sendable () -> () -> Void

  init(
    _ name: String, unit: String, elementCount: Int, isCounted: Bool = true,
    prepare: @escaping @Sendable () -> () -> Void
  ) {
    self.name = name
    self.unit = unit
    self.elementCount = elementCount
    self.isCounted = isCounted
    self.prepare = prepare
  }

  /// Every kernel, in the order of a run.
  public static let all: [Kernel] =
    normals + elementary + correlation + processSteps + accountSteps + tails
}
