import CVectorShim

/// The level of the x86-64 instruction set that the kernels are compiled for.
public enum KernelTarget: String, Sendable {
  case baseline = "x86-64"
  /// AVX2 and fused multiply-add.
  case v3 = "x86-64-v3"
  /// AVX-512.
  case v4 = "x86-64-v4"

  /// The level of this build.
  public static var compiled: KernelTarget {
    switch shim_compiled_level() {
    case 4: .v4
    case 3: .v3
    default: .baseline
    }
  }

  /// Whether this CPU has the level.
  public var isSupported: Bool {
    switch self {
    case .baseline: true
    case .v3: shim_cpu_supports_v3() != 0
    case .v4: shim_cpu_supports_v4() != 0
    }
  }
}
