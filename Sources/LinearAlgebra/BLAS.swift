import COpenBLAS
import Foundation

/// The linear-algebra library behind this module.
public enum BLAS {
  /// Address space that OpenBLAS maps for every call that is under way at the same time: 128 MiB, of
  /// which it touches what the call needs.
  public static let workMemory = 128 << 20
  /// OpenBLAS keeps a place for twice its greatest number of threads, which is 64 in Debian.
  private static let callerLimit = 64

  /// Puts OpenBLAS into the state that the engine relies on: one thread in each of our workers.
  ///
  /// Call once, before any other function of this module and before starting threads. A program
  /// that may run out of memory also sees to it that OPENBLAS_NUM_THREADS is 1 before the library is
  /// loaded: threads that it starts while it is loaded ask for their work memory for ever.
  ///
  /// - Returns: `nil`, or a sentence that says why the installed variant is not safe to use from
  ///   several threads (only the pthread variant is).
  public static func prepare() -> String? {
    openblas_set_num_threads(1)
    guard openblas_get_parallel() == 1 else {
      return "the installed OpenBLAS is not its pthread variant; install libopenblas0-pthread"
    }
    return nil
  }

  /// The CPU that OpenBLAS has chosen its kernels for, for example `SkylakeX`; OPENBLAS_CORETYPE in the
  /// environment decides it.
  package static var coreName: String { String(cString: openblas_get_corename()) }

  /// Lets OpenBLAS take the work memory of so many simultaneous callers now, which it then keeps.
  ///
  /// Without it a call that finds no address space asks for it again and again, for ever
  /// (OpenBLAS 0.3.21, driver/others/memory.c, `blas_memory_alloc`).
  ///
  /// - Parameter other: Bytes that the program needs beside it.
  /// - Precondition: `callers` ≥ 1, `other` ≥ 0.
  /// - Returns: Whether there is room for all of it.
  public static func reserve(callers: Int, beside other: Int = 0) -> Bool {
    precondition(callers >= 1 && other >= 0, "somebody calls")
    let count = min(callers, callerLimit)
    // Sound: the mapping is never touched, and is gone before anybody else hears of it.
    let length = count * workMemory + other
    let probe = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let probe, probe != MAP_FAILED else { return false }
    munmap(probe, length)
    // Sound: `void *blas_memory_alloc(int)` and `void blas_memory_free(void *)` are what every routine
    // of OpenBLAS calls around its work.
    let program = dlopen(nil, RTLD_LAZY)
    guard let allocate = dlsym(program, "blas_memory_alloc"),
      let free = dlsym(program, "blas_memory_free")
    else { return true }
    typealias Allocate = @convention(c) (Int32) -> UnsafeMutableRawPointer?
    typealias Free = @convention(c) (UnsafeMutableRawPointer?) -> Void
    let buffers = (0..<count).map { _ in unsafeBitCast(allocate, to: Allocate.self)(0) }
    for buffer in buffers { unsafeBitCast(free, to: Free.self)(buffer) }
    return true
  }
}
