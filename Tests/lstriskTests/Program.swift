import Foundation
import Testing

extension Trait where Self == ConditionTrait {
  /// Acceptance tests start the built program many times; they run when they are asked for.
  static var whenAccepting: Self {
    .enabled(
      if: ProcessInfo.processInfo.environment["LSTRISK_ACCEPTANCE"] != nil,
      "set LSTRISK_ACCEPTANCE to run the built program")
  }
}

/// The built program as a child process.
struct Program {
  /// What one run of the program left.
  struct Outcome {
    /// The exit code, or 128 + the signal that ended it, as a shell says it.
    let code: Int32
    let output: String
    let errors: String
    let seconds: Double
  }

  /// Where standard output goes.
  enum Destination {
    case file
    case path(String)
    /// A pipe whose reader has gone away.
    case closedPipe
  }

  /// The working directory.
  let directory: String
  var environment: [String: String] = [:]
  /// Another program in its place, for example a shell.
  var executable: String?

  /// The binary beside the test bundle.
  static var path: String {
    get throws {
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/lstrisk"
    }
  }

  /// The repository's Data folder.
  static var data: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path + "/Data"
  }

  static var quickstart: String { data + "/examples/quickstart.yaml" }

  /// Runs the program to its end.
  func run(_ arguments: [String], output: Destination = .file) throws -> Outcome {
    try start(arguments, output: output).end()
  }

  /// Reports the quick start on 2,000 paths, or fewer, into a directory; 0 is expected.
  @discardableResult
  func report(_ out: String, _ more: [String] = ["--paths", "2000"]) throws -> Outcome {
    let outcome = try run(["report", Self.quickstart, "--out", out] + more)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return outcome
  }

  /// Starts the program with all signals as they are by default.
  func start(_ arguments: [String], output: Destination = .file) throws -> RunningProgram {
    let number = UInt32.random(in: 0 ... .max)
    // Not where the program runs: that may be the project.
    let streams = NSTemporaryDirectory() + "/lstrisk-\(number)"
    let files = (streams + ".out", streams + ".err")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    var pipe: [Int32] = [-1, -1]
    switch output {
    case .file: posix_spawn_file_actions_addopen(&actions, 1, files.0, flags, 0o600)
    case .path(let path): posix_spawn_file_actions_addopen(&actions, 1, path, flags, 0o600)
    case .closedPipe:
      try #require(Foundation.pipe(&pipe) == 0)
      close(pipe[0])
      _ = fcntl(pipe[1], F_SETFD, FD_CLOEXEC)
      posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
    }
    defer { if pipe[1] >= 0 { close(pipe[1]) } }
    posix_spawn_file_actions_addopen(&actions, 2, files.1, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    let path = try executable ?? Self.path
    // What the program sets for itself this test bundle, which has it inside, has set already.
    let inherited = ProcessInfo.processInfo.environment.filter {
      $0.key != "OPENBLAS_NUM_THREADS"
    }
    var values = inherited.merging(environment) { $1 }.map { strdup("\($0)=\($1)") }
    // env changes the directory and then becomes the program: same process, same signals.
    let env = "/usr/bin/env"
    var words = ([env, "-C", directory, path] + arguments).map { strdup($0) }
    defer { for text in values + words { free(text) } }
    values.append(nil)
    words.append(nil)
    var process = pid_t()
    let start = ContinuousClock.now
    let code = posix_spawn(&process, env, &actions, &attributes, words, values)
    try #require(code == 0, "\(path) cannot be started: \(String(cString: strerror(code)))")
    return RunningProgram(process: process, files: files, start: start)
  }
}

/// A program that has been started.
struct RunningProgram {
  let process: pid_t
  let files: (output: String, errors: String)
  let start: ContinuousClock.Instant

  func send(_ signal: Int32) { kill(process, signal) }

  /// Waits for the end; a program that takes longer than the limit is killed, and the test fails.
  func end(within limit: Duration = .seconds(120)) throws -> Program.Outcome {
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      if ContinuousClock.now - start > limit {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        Issue.record("the program still ran after \(limit)")
        break
      }
      usleep(2_000)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let signal = status & 0x7f
    return Program.Outcome(
      code: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: read(files.output),
      errors: read(files.errors), seconds: seconds)
  }

  private func read(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
