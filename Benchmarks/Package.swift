// swift-tools-version: 6.1
import PackageDescription

// A package of its own: whoever uses or builds lst-risk never resolves the benchmark tool.
// LSTRISK_CPU names the CPU, as in the package above, whose inlined kernels these targets contain.
let cpu = Context.environment["LSTRISK_CPU"] ?? "native"
let numericFlags: [SwiftSetting] = [
  .unsafeFlags(["-Xcc", "-march=\(cpu)", "-Xcc", "-fno-math-errno"])
]
let engine = Target.Dependency.product(name: "lst-risk", package: "lst-risk")

let package = Package(
  name: "lst-risk-benchmarks",
  dependencies: [
    .package(name: "lst-risk", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .target(name: "Workloads", dependencies: [engine], swiftSettings: numericFlags),
    .executableTarget(
      name: "KernelLoop", dependencies: ["Workloads"], swiftSettings: numericFlags),
    .executableTarget(
      name: "Engine",
      dependencies: ["Workloads", engine, .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/Engine", swiftSettings: numericFlags,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
