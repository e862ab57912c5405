import LinearAlgebra
import Studies

/// Address space that somebody would wait for without end if there were none.
enum AddressSpace {
  /// The default stack of a thread on Linux.
  private static let threadStack = 8 << 20
  /// Threads beside the workers: signals, and one that is ending.
  private static let otherThreads = 2
  /// For everything before the threads are there.
  private static let start = 32 << 20

  /// Sees to it that there is room for the first call of OpenBLAS and for the threads of the workers,
  /// which are started again and again as long as there is none (libdispatch).
  static func reserve() throws(MemoryFailure) {
    let threads = (Processor.count + otherThreads) * threadStack
    try reserve(callers: 1, beside: threads + start)
  }

  /// The same for a run, where its shocks are products of BLAS in every worker.
  static func reserve(_ plan: RunPlan, workers: Int) throws(MemoryFailure) {
    guard let factor = plan.paths.market.correlationFactor,
      BlockProduct(factor: factor).method == .blas
    else { return }
    try reserve(callers: workers, beside: 0)
  }

  private static func reserve(callers: Int, beside other: Int) throws(MemoryFailure) {
    if !BLAS.reserve(callers: callers, beside: other) {
      throw MemoryFailure(bytes: callers * BLAS.workMemory + other)
    }
  }
}
