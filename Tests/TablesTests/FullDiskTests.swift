import Glibc
import Tables
import Testing

/// A real full disk: a file system of 64 KiB in memory, which only root may mount.
@Suite(.timeLimit(.minutes(1)), .enabled(if: SmallDisk.isPossible)) struct FullDiskTests {
  /// Small parts, so that the failure comes when the buffer is written, or at the end.
  @Test(arguments: [1_000, 400_000]) func leavesNothing(_ partSize: Int) throws {
    let scratch = try ScratchDirectory()
    let disk = try SmallDisk(at: "\(scratch.path)/disk")
    var failure: OutputError?
    do throws(OutputError) {
      var output = try OutputDirectory(at: "\(disk.path)/run")
      try output.write("kept until the end", to: "small")
      var file = try output.open("large")
      for _ in 0..<(400_000 / partSize) {
        try file.write([UInt8](repeating: 65, count: partSize))
      }
      try output.finish(file)
    } catch {
      failure = error
    }
    #expect(failure?.path == "\(disk.path)/run/large")
    #expect(failure?.reason == "No space left on device")
    #expect(ScratchDirectory.names(disk.path).isEmpty)
  }
}

/// A mounted tmpfs, taken down when it is dropped.
struct SmallDisk: ~Copyable {
  let path: String

  init(at path: String) throws {
    self.path = path
    guard mkdir(path, 0o755) == 0,
      mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0
    else { throw ScratchFailure(code: errno) }
  }

  deinit { umount(path) }

  /// Whether this process may mount.
  static var isPossible: Bool {
    do {
      let scratch = try ScratchDirectory()
      _ = try SmallDisk(at: "\(scratch.path)/disk")
      return true
    } catch {
      return false
    }
  }
}
