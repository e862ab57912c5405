import ArgumentParser
import Tables

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell which shards of a plan are done.",
    discussion: """
      Reads the plan directory alone; no scheduler is asked. Exit code 0 if `merge`
      has what it needs, 75 with the list of what is missing.

      EXAMPLES:
        lstrisk status plan
      """)

  @OptionGroup var input: PlanArgument

  func run() throws {
    let directory = try PlanDirectory(input.plan)
    // `merge` reads the documents too.
    _ = try directory.run()
    let parts = try PartList(directory)
    for (count, done) in parts.progress {
      try StandardOutput.write("\(done) of \(count) shards are done\n")
    }
    _ = try parts.complete()
  }
}
