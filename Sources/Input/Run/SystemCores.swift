import Foundation

/// The cores of the machine.
enum SystemCores {
  /// Cores that this process may use, at least 1.
  static var count: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
