// swift-tools-version: 6.1
import PackageDescription

// The floor plan: every target with what it may use. Arrows point down only, never sideways.
// CI builds with --explicit-target-dependency-import-check error, so an undeclared import fails.
struct Floor {
  let name: String
  let uses: [String]
  /// Numeric targets are compiled for the machine they are built on, and optimised in debug too.
  var numeric = false
  var isExecutable = false
}

let floors: [Floor] = [
  Floor(name: "Diagnostics", uses: []),
  Floor(name: "VectorMath", uses: ["CVectorShim"], numeric: true),
  Floor(name: "LinearAlgebra", uses: ["VectorMath", "COpenBLAS"], numeric: true),
  Floor(name: "RandomNumbers", uses: ["VectorMath"], numeric: true),
  Floor(name: "RiskMeasures", uses: ["VectorMath"], numeric: true),
  Floor(name: "Tables", uses: ["Diagnostics", "CSHA256"]),
  Floor(name: "Documents", uses: ["Tables", "Diagnostics", "Yams"]),
  Floor(name: "Market", uses: ["Diagnostics"]),
  Floor(name: "Processes", uses: ["Market", "VectorMath", "Diagnostics"], numeric: true),
  Floor(name: "Lending", uses: ["Diagnostics"], numeric: true),
  Floor(name: "Exits", uses: ["Diagnostics"], numeric: true),
  Floor(
    name: "Calibration",
    uses: ["Processes", "Market", "Tables", "LinearAlgebra", "VectorMath", "Diagnostics"],
    numeric: true),
  Floor(
    name: "Policies",
    uses: [
      "Calibration", "Processes", "Lending", "Market", "RiskMeasures", "Tables", "VectorMath",
      "Diagnostics",
    ]),
  Floor(name: "Ledger", uses: ["Exits", "Lending", "VectorMath", "Diagnostics"], numeric: true),
  Floor(
    name: "Paths",
    uses: [
      "Lending", "Processes", "Market", "RandomNumbers", "LinearAlgebra", "VectorMath",
      "Diagnostics",
    ], numeric: true),
  Floor(
    name: "Passes",
    uses: [
      "Paths", "Ledger", "Lending", "Processes", "Market", "RiskMeasures", "RandomNumbers",
      "VectorMath",
    ], numeric: true),
  Floor(
    name: "Studies",
    uses: [
      "Passes", "Paths", "Ledger", "Lending", "Processes", "Market", "RiskMeasures",
      "RandomNumbers", "LinearAlgebra", "VectorMath", "Diagnostics",
    ], numeric: true),
  Floor(
    name: "Backtesting",
    uses: [
      "Studies", "Passes", "Paths", "Calibration", "Lending", "Processes", "Market",
      "RiskMeasures", "RandomNumbers", "Tables", "VectorMath", "Diagnostics",
    ], numeric: true),
  Floor(
    name: "MarketDocuments",
    uses: [
      "Paths", "Calibration", "Processes", "LinearAlgebra", "Documents", "Tables", "Diagnostics",
    ]),
  Floor(
    name: "Input",
    uses: [
      "MarketDocuments", "Backtesting", "Studies", "Passes", "Paths", "Policies", "Calibration",
      "Lending", "Processes", "Market", "RandomNumbers", "RiskMeasures", "LinearAlgebra",
      "VectorMath", "Documents", "Tables", "Diagnostics",
    ]),
  Floor(
    name: "Reporting",
    uses: [
      "Backtesting", "Studies", "Passes", "Paths", "Calibration", "RiskMeasures",
      "LinearAlgebra", "Tables", "Diagnostics",
    ]),
  Floor(
    name: "Validation",
    uses: [
      "Studies", "Passes", "Paths", "Ledger", "Exits", "Policies", "Calibration", "Lending",
      "Processes", "Market", "RiskMeasures", "RandomNumbers", "LinearAlgebra", "Tables",
      "VectorMath", "Diagnostics",
    ], numeric: true),
  Floor(
    name: "lstrisk",
    uses: [
      "Input", "MarketDocuments", "Reporting", "Validation", "Backtesting", "Studies", "Passes",
      "Policies", "Calibration", "Lending", "Processes", "LinearAlgebra", "VectorMath", "Tables",
      "Diagnostics", "ArgumentParser",
    ], isExecutable: true),
]

// LSTRISK_CPU names another CPU (x86-64-v3, say) for binaries that travel.
let cpu = Context.environment["LSTRISK_CPU"] ?? "native"
// SwiftPM refuses unsafe flags in a dependency, so a package that uses this one sets its own.
let isRoot = !Context.packageDirectory.contains("/checkouts/")
let numericFlags: [SwiftSetting] =
  isRoot
  ? [
    .unsafeFlags(["-Xcc", "-march=\(cpu)", "-Xcc", "-fno-math-errno"]),
    .unsafeFlags(["-O"], .when(configuration: .debug)),
  ] : []

func dependency(_ name: String) -> Target.Dependency {
  switch name {
  case "Yams": .product(name: "Yams", package: "Yams")
  case "ArgumentParser": .product(name: "ArgumentParser", package: "swift-argument-parser")
  default: .target(name: name)
  }
}

let package = Package(
  name: "lst-risk",
  products: [
    .library(name: "lst-risk", targets: floors.filter { !$0.isExecutable }.map(\.name))
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(name: "CVectorShim"),
    .systemLibrary(name: "CSHA256"),
  ]
    + floors.map { floor -> Target in
      let settings = floor.numeric ? numericFlags : []
      let uses = floor.uses.map(dependency)
      return floor.isExecutable
        ? .executableTarget(name: floor.name, dependencies: uses, swiftSettings: settings)
        : .target(name: floor.name, dependencies: uses, swiftSettings: settings)
    }
    + [
      // What several test targets share: reference tables, generated cases, a plan made in code.
      .target(
        name: "TestSupport",
        dependencies: [
          "Studies", "Passes", "Paths", "Lending", "Processes", "Market", "RandomNumbers",
          "Diagnostics",
        ], path: "Tests/TestSupport")
    ]
    + floors.map { floor in
      .testTarget(
        name: floor.name + "Tests",
        dependencies: ([floor.name] + floor.uses).map(dependency) + ["TestSupport"],
        exclude: floor.name == "Input" ? ["Goldens"] : [],
        swiftSettings: floor.numeric ? numericFlags : [])
    },
  swiftLanguageModes: [.v6]
)
