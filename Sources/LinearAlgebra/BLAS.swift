import COpenBLAS
import Foundation

/// The linear-algebra library behind this module.
public enum BLAS {
  /// Puts OpenBLAS into the state that the engine relies on: one thread in each of our workers.
  ///
  /// Call once, before any other function of this module and before starting threads.
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

  /// Ends the threads that OpenBLAS starts when it is loaded: nobody uses them after `prepare`, and each
  /// would spin for some hundredths of a second.
  ///
  /// For programs alone, next to `prepare`: a call of OpenBLAS that is under way in another thread would
  /// wait for the ended threads forever.
  public static func endIdleThreads() {
    // Sound: `int blas_thread_shutdown_(void)` is what OpenBLAS itself calls before a fork; a variant
    // without threads does not have it.
    guard let symbol = dlsym(dlopen(nil, RTLD_LAZY), "blas_thread_shutdown_") else { return }
    typealias Shutdown = @convention(c) () -> Int32
    _ = unsafeBitCast(symbol, to: Shutdown.self)()
  }
}
