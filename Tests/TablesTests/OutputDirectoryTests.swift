import Glibc
import Tables
import Testing

@Suite(.timeLimit(.minutes(1))) struct OutputDirectoryTests {
  private func error(at path: String) -> OutputError? {
    #expect(throws: OutputError.self) {
      let output = try OutputDirectory(at: path)
      output.abandon()
    }
  }

  @Test func appearsWhole() throws {
    let scratch = try ScratchDirectory()
    let target = "\(scratch.path)/run"
    var output = try OutputDirectory(at: target + "/")
    let first = try output.write("loss\n1.5\n", to: "losses.csv")
    #expect(first.byteCount == 9)
    #expect(first.sha256 == SHA256.hexDigest(of: Array("loss\n1.5\n".utf8)))
    try output.write([1, 2, 3], to: "b")
    #expect(output.files.map(\.name) == ["losses.csv", "b"])
    #expect(ScratchDirectory.names(scratch.path) == [".run.tmp-\(getpid())"])
    try output.publish()
    #expect(ScratchDirectory.names(scratch.path) == ["run"])
    #expect(ScratchDirectory.names(target) == ["b", "losses.csv"])
    #expect(try InputFile.read("\(target)/losses.csv") == Array("loss\n1.5\n".utf8))
  }

  /// Parts of all sizes around the buffer's, against the same bytes in one piece.
  @Test func writesInParts() throws {
    let scratch = try ScratchDirectory()
    var output = try OutputDirectory(at: "\(scratch.path)/run")
    var file = try output.open("sample.csv")
    var all: [UInt8] = []
    for size in [0, 1, 100_000, 200_000, 262_143, 262_144, 300_000, 7] {
      let part = (0..<size).map { UInt8($0 % 61 + 40) }
      all += part
      try file.write(part)
    }
    let written = try output.finish(file)
    #expect(written.byteCount == all.count)
    #expect(written.sha256 == SHA256.hexDigest(of: all))
    try output.publish()
    #expect(try InputFile.read("\(scratch.path)/run/sample.csv") == all)
  }

  @Test func leavesNothingWhenAbandonedOrDropped() throws {
    let scratch = try ScratchDirectory()
    var output = try OutputDirectory(at: "\(scratch.path)/a")
    try output.write("x", to: "x")
    output.abandon()
    do {
      var dropped = try OutputDirectory(at: "\(scratch.path)/b")
      _ = try dropped.open("unfinished")
    }
    #expect(ScratchDirectory.names(scratch.path).isEmpty)
  }

  @Test func refusesWhatExists() throws {
    let scratch = try ScratchDirectory()
    let file = try scratch.file("file", [65])
    #expect(error(at: file)?.reason == "it exists and is not a directory")
    #expect(mkdir("\(scratch.path)/full", 0o755) == 0)
    _ = try scratch.file("full/x", [65])
    #expect(error(at: "\(scratch.path)/full")?.reason == "it exists and is not empty")
    #expect(symlink("nowhere", "\(scratch.path)/link") == 0)
    #expect(error(at: "\(scratch.path)/link")?.reason == "it exists and is not a directory")
    #expect(ScratchDirectory.names(scratch.path) == ["file", "full", "link"])
  }

  @Test func takesThePlaceOfAnEmptyDirectory() throws {
    let scratch = try ScratchDirectory()
    let target = "\(scratch.path)/run"
    #expect(mkdir(target, 0o755) == 0)
    var output = try OutputDirectory(at: target)
    try output.write("x", to: "x")
    try output.publish()
    #expect(ScratchDirectory.names(target) == ["x"])
  }

  @Test func refusesWhatCameMeanwhile() throws {
    let scratch = try ScratchDirectory()
    let target = "\(scratch.path)/run"
    var output = try OutputDirectory(at: target)
    try output.write("x", to: "x")
    #expect(mkdir(target, 0o755) == 0)
    _ = try scratch.file("run/theirs", [65])
    let outcome: OutputError?
    do {
      try output.publish()
      outcome = nil
    } catch {
      outcome = error
    }
    #expect(outcome?.path == target)
    #expect(outcome?.remedy == "choose a new name, or remove what is there")
    #expect(ScratchDirectory.names(target) == ["theirs"])
    #expect(ScratchDirectory.names(scratch.path) == ["run"])
  }

  @Test func refusesPathsWithoutAName() throws {
    for path in ["", "/", ".", "..", "/a/..", "a\0b"] {
      #expect(error(at: path)?.reason == "it does not name a new directory")
    }
    let scratch = try ScratchDirectory()
    let long = "\(scratch.path)/" + String(repeating: "x", count: 250)
    #expect(error(at: long)?.reason == "File name too long")
    let file = try scratch.file("file", [65])
    #expect(error(at: file + "/run")?.reason == "Not a directory")
  }

  @Test func refusesTwoOfTheSameName() throws {
    let scratch = try ScratchDirectory()
    var output = try OutputDirectory(at: "\(scratch.path)/run")
    #expect(
      error(at: "\(scratch.path)/run")?.reason == "this process is writing to it already")
    try output.write("1", to: "x")
    let twice: OutputError?
    do {
      try output.write("2", to: "x")
      twice = nil
    } catch {
      twice = error
    }
    #expect(twice?.path == "\(scratch.path)/run/x")
    #expect(twice?.reason == "File exists")
    try output.publish()
    #expect(try InputFile.read("\(scratch.path)/run/x") == Array("1".utf8))
  }

  /// No process has the number 4,194,305: the kernel's ceiling is 2^22. Process 1 lives.
  @Test func sweepsWhatTheDeadLeft() throws {
    let scratch = try ScratchDirectory()
    let own = ".run.tmp-\(getpid())"
    let kept = [".other.tmp-4194305", ".run.tmp-1", ".run.tmp-", ".run.tmp-x"]
    for name in kept + [".run.tmp-4194305", own] {
      #expect(mkdir("\(scratch.path)/\(name)", 0o755) == 0)
      _ = try scratch.file("\(name)/left.csv", [65])
    }
    let output = try OutputDirectory(at: "\(scratch.path)/run")
    #expect(ScratchDirectory.names(scratch.path) == (kept + [own]).sorted())
    #expect(ScratchDirectory.names("\(scratch.path)/\(own)").isEmpty)
    output.abandon()
    #expect(ScratchDirectory.names(scratch.path) == kept.sorted())
  }

  @Test func trapsOnMisuse() async throws {
    let scratch = try ScratchDirectory()
    let path = scratch.path
    await #expect(processExitsWith: .failure) { [path = path as String] in
      var output = try OutputDirectory(at: "\(path)/run")
      _ = try output.open("a/b")
    }
    await #expect(processExitsWith: .failure) { [path = path as String] in
      var output = try OutputDirectory(at: "\(path)/run")
      _ = try output.open("unfinished")
      try output.publish()
    }
  }

  /// A limit on the size of files stands in for a full disk where no disk can be mounted.
  @Test func leavesNothingWhenFilesMayNotGrow() async throws {
    let scratch = try ScratchDirectory()
    let path = scratch.path
    await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1_000, rlim_max: 1_000_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      var reason = ""
      do throws(OutputError) {
        var output = try OutputDirectory(at: "\(path)/run")
        try output.write([UInt8](repeating: 65, count: 1_500), to: "a")
      } catch {
        reason = error.reason
      }
      let isClean = ScratchDirectory.names(path).isEmpty
      exit(reason == "File too large" && isClean ? 0 : 1)
    }
  }
}
