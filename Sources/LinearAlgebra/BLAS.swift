import COpenBLAS

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
}
