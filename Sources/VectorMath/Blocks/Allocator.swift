import CVectorShim

/// Settings of the C library's allocator.
public enum Allocator {
  /// Keeps freed memory for the next use; call once, at the start of a program.
  ///
  /// By default arrays of a few hundred kilobytes go back to the system as soon as they are freed, and
  /// every page of the next one is a fault: more than half of all faults of a run, with the same peak. A
  /// thread's own heap grows by a system call every few pages; all threads share one that grows by megabytes.
  public static func keepFreedMemory() {
    let size: Int32 = 256 << 20
    mallopt(M_MMAP_THRESHOLD, size)
    mallopt(M_TRIM_THRESHOLD, size)
    mallopt(M_ARENA_MAX, 1)
    mallopt(M_TOP_PAD, 1 << 20)
  }
}
