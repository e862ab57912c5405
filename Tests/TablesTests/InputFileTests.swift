import Diagnostics
import Glibc
import Tables
import Testing

import struct Diagnostics.SourceLocation

@Suite(.timeLimit(.minutes(1))) struct InputFileTests {
  /// The error of reading a path, as `message` and place behind the path.
  private func error(of path: String, limit: Int = InputFile.defaultLimit) -> InputError? {
    #expect(throws: InputError.self) { try InputFile.read(path, limit: limit) }
  }

  @Test func readsText() throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.file("a.csv", Array("naïve,😀\r\n1,2\n".utf8))
    #expect(try InputFile.read(path) == Array("naïve,😀\r\n1,2\n".utf8))
    #expect(try InputFile.read(path, limit: 17).count == 17)
  }

  @Test func skipsByteOrderMark() throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.file("a.csv", [0xEF, 0xBB, 0xBF] + Array("a\n1\n".utf8))
    #expect(try InputFile.read(path) == Array("a\n1\n".utf8))
  }

  @Test func refusesTheMissing() throws {
    let scratch = try ScratchDirectory()
    let path = "\(scratch.path)/none.csv"
    #expect(error(of: path)?.message == "there is no such file")
    #expect(error(of: path)?.location == SourceLocation(file: path))
    let file = try scratch.file("a.csv", [65])
    #expect(error(of: file + "/b")?.message == "a part of the path is not a directory")
    let long = scratch.path + "/" + String(repeating: "x", count: 300)
    #expect(error(of: long)?.message == "the path is too long")
  }

  @Test func refusesWhatIsNoFile() throws {
    let scratch = try ScratchDirectory()
    #expect(error(of: scratch.path)?.message == "this is a directory, not a file")
    #expect(error(of: "/dev/zero")?.message == "this is a device, not a file")
    #expect(error(of: "/dev/null")?.message == "this is a device, not a file")
    let pipe = "\(scratch.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(error(of: pipe)?.message == "this is a pipe, not a file")
    let loop = "\(scratch.path)/loop"
    #expect(symlink(loop, loop) == 0)
    #expect(error(of: loop)?.message == "the path runs through a loop of symbolic links")
  }

  /// Runs without root's rights, which know no unreadable file.
  @Test func refusesTheUnreadable() async throws {
    await #expect(processExitsWith: .success) {
      let scratch = try ScratchDirectory()
      let path = try scratch.file("a.csv", [65])
      #expect(chmod(scratch.path, 0o755) == 0 && chmod(path, 0) == 0)
      if geteuid() == 0 { #expect(seteuid(65534) == 0) }
      let error = #expect(throws: InputError.self) { try InputFile.read(path) }
      if geteuid() == 65534 { #expect(seteuid(0) == 0) }
      #expect(error?.message == "the file may not be read")
    }
  }

  @Test func refusesTheEmpty() throws {
    let scratch = try ScratchDirectory()
    #expect(error(of: try scratch.file("a", []))?.message == "the file is empty")
    let mark = try scratch.file("b", [0xEF, 0xBB, 0xBF])
    #expect(error(of: mark)?.message == "the file holds nothing but a byte order mark")
  }

  @Test func refusesTheTooLarge() throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.file("a", Array("abcd".utf8))
    #expect(
      error(of: path, limit: 3)?.message == "the file has 4 bytes, more than the limit of 3")
    // A sparse file above the default limit, refused before memory is taken for it.
    #expect(truncate(path, 300 << 20) == 0)
    #expect(error(of: path)?.message.contains("more than the limit of 268435456") == true)
  }

  @Test(arguments: [3, 5]) func refusesWhatChanges(_ statedSize: Int) throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.file("a", Array("abcd".utf8))
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    let error = #expect(throws: InputError.self) {
      try InputFile.contents(of: descriptor, size: statedSize, path: path)
    }
    #expect(error?.message.hasPrefix("the file changed its size while it was read") == true)
  }

  @Test func reportsReadFailure() {
    let error = #expect(throws: InputError.self) {
      try InputFile.contents(of: -1, size: 1, path: "a")
    }
    #expect(error?.message == "the file cannot be read: Bad file descriptor")
  }
}
