import Glibc

private typealias Words = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Runs before any library of the program is initialised (System V ABI, `.preinit_array`).
@section(".preinit_array") @used
private let beforeLibraries: @convention(c) (Int32, Words?, Words?) -> Void = {
  LittleMemory.refuse()
  OneBLASThread.start(arguments: $1, environment: $2)
}

/// Ends a program that has no room for the start of its libraries, which would crash in them.
private enum LittleMemory {
  private static let start = 32 << 20
  private static let text: StaticString = """
    lstrisk: there are no 32 MiB of address space left to start with
      hint: raise the limit on memory (ulimit -v)

    """

  static func refuse() {
    // Sound: the mapping is never touched.
    let probe = mmap(nil, start, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    if let probe, Int(bitPattern: probe) != -1 {
      munmap(probe, start)
      return
    }
    write(2, text.utf8Start, text.utf8CodeUnitCount)
    _exit(Exit.Code.software.rawValue)
  }
}

/// Lets OpenBLAS start without threads of its own.
///
/// It starts one for every core while it is loaded, and each asks for 128 MiB of address space: for
/// ever where there is a limit on it (ulimit -v), and a thread that cannot be started ends the program.
/// Only its environment can stop it, and only before it is loaded: so the program starts again with
/// OPENBLAS_NUM_THREADS=1. Nothing but the C library may be called here.
private enum OneBLASThread {
  private static let setting: StaticString = "OPENBLAS_NUM_THREADS=1"
  private static let nameLength = 21

  static func start(arguments: Words?, environment: Words?) {
    guard let arguments, let environment else { return }
    let wanted = UnsafeMutableRawPointer(mutating: setting.utf8Start)
      .assumingMemoryBound(to: CChar.self)
    var count = 0
    while let entry = environment[count] {
      if strcmp(entry, wanted) == 0 { return }
      count += 1
    }
    // Sound: room for every entry, the new one and the null that ends them.
    let size = (count + 2) * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride
    guard let path = programPath(after: environment + count), let memory = malloc(size)
    else { return }
    let changed = memory.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
    changed[0] = wanted
    var kept = 1
    for i in 0..<count {
      guard let entry = environment[i], strncmp(entry, wanted, nameLength) != 0 else { continue }
      changed[kept] = entry
      kept += 1
    }
    changed[kept] = nil
    // Where it fails the program goes on as it is.
    execve(path, arguments, changed)
    free(memory)
  }

  /// The path that the program was started by.
  ///
  /// Sound: behind the null that ends the environment the system puts pairs of a kind and a value, the
  /// last of kind 0 (System V ABI, auxiliary vector).
  private static func programPath(after end: Words) -> UnsafePointer<CChar>? {
    var pair = UnsafeRawPointer(end + 1).assumingMemoryBound(to: UInt.self)
    while pair[0] != 0 {
      if pair[0] == UInt(AT_EXECFN) { return UnsafePointer(bitPattern: pair[1]) }
      pair += 2
    }
    return nil
  }
}
