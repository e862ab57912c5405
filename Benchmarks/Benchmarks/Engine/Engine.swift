import Benchmark
import LinearAlgebra
import Workloads

let benchmarks: @Sendable () -> Void = {
  if let fault = BLAS.prepare() { preconditionFailure(fault) }
  Benchmark.defaultConfiguration = Benchmark.Configuration(
    metrics: [.wallClock, .cpuUser, .instructions, .throughput], warmupIterations: 2,
    maxDuration: .milliseconds(400), maxIterations: 100_000)
  for kernel in Kernel.all { add(kernel) }
  addWholeRun()
}

/// Measures a kernel; the name tells how many elements an iteration has.
private func add(_ kernel: Kernel) {
  // Fast kernels are repeated a thousand times between two readings of the clock.
  let isFast = kernel.elementCount <= 16 * 256
  Benchmark(
    "\(kernel.name)_per_\(kernel.elementCount)_\(kernel.unit)",
    configuration: .init(scalingFactor: isFast ? .kilo : .one)
  ) { benchmark in
    let run = kernel.prepare()
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { run() }
    benchmark.stopMeasurement()
  }
}
