import Glibc
import Tables
import Testing

@Suite struct StandardOutputTests {
  /// Runs in a process of its own, whose standard output is a full disk.
  @Test func reportsAFullDisk() async {
    await #expect(processExitsWith: .exitCode(74)) {
      let full = open("/dev/full", O_WRONLY)
      dup2(full, STDOUT_FILENO)
      do throws(OutputError) {
        try StandardOutput.write("result\n")
      } catch {
        let expected = OutputError(
          path: "standard output", reason: "No space left on device",
          remedy: "free some space, or write to another disk")
        exit(error == expected ? 74 : 1)
      }
    }
  }

  /// A reader that went away is an error, not a deadly signal.
  @Test func reportsABrokenPipe() async {
    await #expect(processExitsWith: .exitCode(74)) {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      close(ends[0])
      dup2(ends[1], STDOUT_FILENO)
      do throws(OutputError) {
        try StandardOutput.write("result\n")
      } catch {
        // A second signal would still be deadly if the first had stayed pending.
        exit(error.reason == "Broken pipe" ? 74 : 1)
      }
    }
  }

  /// More than a pipe holds, through a non-blocking end that refuses most writes.
  @Test func writesEverything() async {
    await #expect(processExitsWith: .exitCode(0)) {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      let reader = countingReader(ends)
      _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
      dup2(ends[1], STDOUT_FILENO)
      close(ends[1])
      try StandardOutput.write(String(repeating: "0123456789", count: 100_000))
      close(STDOUT_FILENO)
      exit(await reader.value == 1_000_000 ? 0 : 1)
    }
  }
}

/// Counts the bytes that come out of a pipe.
private func countingReader(_ ends: [Int32]) -> Task<Int, Never> {
  Task.detached {
    var buffer = [UInt8](repeating: 0, count: 1_000)
    var total = 0
    while true {
      let count = read(ends[0], &buffer, buffer.count)
      if count <= 0 { return total }
      total += count
    }
  }
}
