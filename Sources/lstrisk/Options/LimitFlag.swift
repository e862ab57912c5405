import ArgumentParser

/// Whether breached limits decide the exit code.
struct LimitFlag: ParsableArguments {
  @Flag(help: "Exit with 0 also when a limit is breached.")
  var exitZero = false
}
