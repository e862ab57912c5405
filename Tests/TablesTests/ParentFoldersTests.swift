import Glibc
import Tables
import Testing

/// Folders on the way to an output directory.
@Suite struct ParentFoldersTests {
  @Test func areMadeAndStay() throws {
    let scratch = try ScratchDirectory()
    var output = try OutputDirectory(at: "\(scratch.path)/a//b/run")
    try output.write("x", to: "x")
    try output.publish()
    #expect(ScratchDirectory.names("\(scratch.path)/a/b") == ["run"])
  }

  /// Without a result nothing of them is left, and nothing that was there before goes.
  @Test func goWithAnAbandonedDirectory() throws {
    let scratch = try ScratchDirectory()
    try #require(mkdir("\(scratch.path)/mine", 0o777) == 0)
    let output = try OutputDirectory(at: "\(scratch.path)/mine/b/c/run")
    #expect(ScratchDirectory.names("\(scratch.path)/mine/b") == ["c"])
    output.abandon()
    #expect(ScratchDirectory.names(scratch.path) == ["mine"])
    #expect(ScratchDirectory.names("\(scratch.path)/mine").isEmpty)
  }

  /// What somebody else has put there meanwhile stays.
  @Test func stayWithWhatIsInThem() throws {
    let scratch = try ScratchDirectory()
    let output = try OutputDirectory(at: "\(scratch.path)/a/b/run")
    try #require(mkdir("\(scratch.path)/a/other", 0o777) == 0)
    output.abandon()
    #expect(ScratchDirectory.names("\(scratch.path)/a") == ["other"])
  }

  @Test func areNotMadeBelowAFile() throws {
    let scratch = try ScratchDirectory()
    var file = try OutputDirectory(at: "\(scratch.path)/run")
    try file.write("x", to: "x")
    try file.publish()
    let error = #expect(throws: OutputError.self) {
      let output = try OutputDirectory(at: "\(scratch.path)/run/x/a/run")
      output.abandon()
    }
    #expect(error?.path.hasSuffix("/run/x") == true)
    #expect(error?.reason == "Not a directory")
  }

  /// The folder that was made first goes again when the next cannot be made.
  @Test func goWhenTheNextFails() throws {
    let scratch = try ScratchDirectory()
    let long = String(repeating: "n", count: 300)
    #expect(throws: OutputError.self) {
      let output = try OutputDirectory(at: "\(scratch.path)/a/\(long)/run")
      output.abandon()
    }
    #expect(ScratchDirectory.names(scratch.path).isEmpty)
  }

  /// A single document makes its folders too, when it is written and not when it is only checked.
  @Test func areMadeForADocument() throws {
    let scratch = try ScratchDirectory()
    let path = "\(scratch.path)/a/b/market.yaml"
    try OutputDocument.check(path)
    #expect(ScratchDirectory.names(scratch.path).isEmpty)
    try OutputDocument.write("x", to: path)
    #expect(ScratchDirectory.names("\(scratch.path)/a/b") == ["market.yaml"])
    #expect(throws: OutputError.self) { try OutputDocument.check(path + "/below") }
  }
}
