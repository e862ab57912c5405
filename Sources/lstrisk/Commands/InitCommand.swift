import ArgumentParser
import MarketDocuments
import Tables

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a directory with a small run, commented and ready to edit.",
    discussion: """
      Writes a run document, a portfolio, a market model, a protocol and tokens.
      They run as they are.

      EXAMPLE:
        lstrisk init my-desk && lstrisk report my-desk/run.yaml
      """)

  @Argument(help: "The directory to make; it must not exist.")
  var directory: String

  func run() throws {
    var target = try OutputDirectory(at: directory)
    for file in RunTemplate.files { try target.write(file.text, to: file.name) }
    try target.publish()
    try StandardOutput.write(
      """
      \(directory): \(RunTemplate.files.count) documents; edit them, then run
        lstrisk report \(directory)/run.yaml\n
      """)
  }
}
