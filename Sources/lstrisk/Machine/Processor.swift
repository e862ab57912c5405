import Foundation
import LinearAlgebra
import VectorMath

/// The CPU that the program runs on.
enum Processor {
  /// Why this CPU cannot run the program; `nil` if it can.
  static var unsupported: String? {
    switch KernelTarget.compiled {
    case .v4 where !KernelTarget.v4.isSupported:
      "this program was built for a CPU with AVX-512 and this one has none; build it here, or with LSTRISK_CPU=x86-64-v3"
    case .v3 where !KernelTarget.v3.isSupported:
      "this program was built for a CPU with AVX2 and this one has none; build it here, or with LSTRISK_CPU=x86-64"
    default: nil
    }
  }

  /// Cores that this process may use, at least 1.
  static var count: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Kind of CPU and of the kernels: figures are the same bytes on one kind.
  static var kind: String {
    var model = "unknown CPU"
    if let text = FileManager.default.contents(atPath: "/proc/cpuinfo") {
      for line in String(decoding: text, as: UTF8.self).split(separator: "\n")
      where line.hasPrefix("model name") {
        model = line.split(separator: ":").dropFirst().joined().trimmingCharacters(
          in: .whitespaces)
        break
      }
    }
    return "\(model), kernels \(KernelTarget.compiled.rawValue)"
  }

  /// What the bits of figures depend on beside the documents: the build of the kernels and the kernels of
  /// OpenBLAS.
  static var arithmetic: String {
    "kernels \(KernelTarget.compiled.rawValue), OpenBLAS \(blasCore)"
  }

  /// What OPENBLAS_CORETYPE has to be for the kernels of OpenBLAS that are used here.
  static var blasCore: String { BLAS.coreName }

  /// The machine's name.
  static var node: String {
    var bytes = [CChar](repeating: 0, count: 256)
    guard gethostname(&bytes, bytes.count - 1) == 0 else { return "unknown" }
    let name = bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: name, as: UTF8.self).replacing("/", with: "-")
  }
}
