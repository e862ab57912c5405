import Benchmark
import Foundation
import Input
import Studies

/// R1 with 10,000 paths and one worker: documents, pilot, paths, figures and attribution.
func addWholeRun() {
  let documents = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "r1/run.yaml")
  Benchmark(
    "run-r1_per_10000_paths", configuration: .init(maxDuration: .seconds(3), maxIterations: 20)
  ) { benchmark in
    for _ in benchmark.scaledIterations {
      let loaded = try RunDocument.load(
        documents.path(), overrides: RunOverrides(paths: 10_000, seed: 1, workers: 1))
      blackHole(try await Simulation(loaded.plan, workers: loaded.workers).run())
    }
  }
}
