import Glibc
import Tables
import Testing

/// Two outputs that are one: a directory, and a document beside it.
@Suite(.timeLimit(.minutes(1))) struct UnfinishedDirectoryTests {
  private static func write(_ path: String, _ text: String) throws {
    var directory = try OutputDirectory(at: "\(path)/m-calibration")
    try directory.write(text, to: "page.html")
    try directory.write("{}", to: "figures.json")
    try directory.show()
    try OutputDocument.write(text, to: "\(path)/m.yaml")
    try directory.complete()
  }

  private func reason(_ path: String) -> String? {
    #expect(throws: OutputError.self) { try Self.write(path, "new") }?.reason
  }

  @Test func bothAppear() throws {
    let scratch = try ScratchDirectory()
    try Self.write(scratch.path, "one")
    #expect(ScratchDirectory.names(scratch.path) == ["m-calibration", "m.yaml"])
    #expect(
      ScratchDirectory.names("\(scratch.path)/m-calibration") == ["figures.json", "page.html"])
    #expect(reason("\(scratch.path)") == "it exists and is not empty")
  }

  /// A process that is killed between the two leaves what the next one replaces.
  @Test func theKilledAreReplaced() async throws {
    let scratch = try ScratchDirectory()
    let path = scratch.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      var directory = try OutputDirectory(at: "\(path)/m-calibration")
      try directory.write("old", to: "page.html")
      try directory.show()
      kill(getpid(), SIGKILL)
      try directory.complete()
    }
    #expect(ScratchDirectory.names(path) == ["m-calibration"])
    try Self.write(path, "new")
    #expect(ScratchDirectory.names(path) == ["m-calibration", "m.yaml"])
    #expect(ScratchDirectory.names("\(path)/m-calibration") == ["figures.json", "page.html"])
    #expect(try InputFile.read("\(path)/m-calibration/page.html") == Array("new".utf8))
  }

  /// A document that cannot be written takes the directory with it.
  @Test func withoutItsDocumentNothingAppears() throws {
    let scratch = try ScratchDirectory()
    _ = try scratch.file("m.yaml", [65])
    #expect(reason(scratch.path) == "it exists")
    #expect(ScratchDirectory.names(scratch.path) == ["m.yaml"])
  }

  /// Process 1 lives; no process has the number 4,194,305.
  @Test func whatIsNotOursStays() throws {
    for (mark, list, more) in [
      (".unfinished-1", "page.html", [String]()), (".unfinished-4194305", "page.html", ["notes"]),
      (".unfinished-4194305", "", []), ("unfinished-4194305", "page.html", []),
    ] {
      let scratch = try ScratchDirectory()
      #expect(mkdir("\(scratch.path)/m-calibration", 0o755) == 0)
      _ = try scratch.file("m-calibration/\(mark)", Array(list.utf8))
      for name in more + ["page.html"] { _ = try scratch.file("m-calibration/\(name)", [65]) }
      #expect(reason(scratch.path) == "it exists and is not empty", "\(mark)")
      #expect(
        ScratchDirectory.names("\(scratch.path)/m-calibration")
          == (more + ["page.html", mark]).sorted())
    }
  }

  /// A marked directory in use is locked: its own process may not take it for stale.
  @Test func theLivingAreLeftAlone() throws {
    let scratch = try ScratchDirectory()
    var directory = try OutputDirectory(at: "\(scratch.path)/m-calibration")
    try directory.write("x", to: "page.html")
    try directory.show()
    #expect(reason(scratch.path) == "it exists and is not empty")
    try directory.complete()
    #expect(ScratchDirectory.names("\(scratch.path)/m-calibration") == ["page.html"])
  }

  /// Numbers of processes come again, in containers above all.
  @Test func hiddenDocumentsOfTheDeadAreSwept() throws {
    let scratch = try ScratchDirectory()
    _ = try scratch.file(".m.yaml.tmp-\(getpid())", [65])
    _ = try scratch.file(".m.yaml.tmp-4194305", [65])
    _ = try scratch.file(".m.yaml.tmp-1", [65])
    try OutputDocument.write("text", to: "\(scratch.path)/m.yaml")
    #expect(ScratchDirectory.names(scratch.path) == [".m.yaml.tmp-1", "m.yaml"])
  }

  @Test func pathsFromAFolder() throws {
    let scratch = try ScratchDirectory()
    let root = scratch.path
    for folder in ["a", "a/b", "c"] { #expect(mkdir("\(root)/\(folder)", 0o755) == 0) }
    #expect(symlink("c", "\(root)/link") == 0)
    for (file, folder, wanted) in [
      ("a/x", "a", "x"), ("a/x", "a/b", "../x"), ("c/x", "a/b", "../../c/x"),
      ("a/b/x", "a", "b/x"), ("link/x", "c", "x"), ("c/../a/x", "link", "../a/x"),
      ("a/x", "none/yet", "../../a/x"),
    ] {
      #expect(FilePath.relative("\(root)/\(file)", to: "\(root)/\(folder)") == wanted)
    }
    #expect(FilePath.folder(of: "a/b.yaml") == "a/")
    #expect(FilePath.folder(of: "b.yaml") == "")
    #expect(FilePath.folder(of: "/b.yaml") == "/")
    #expect(FilePath.relative("x", to: "") == "x")
  }
}
