/// How a finished study is told.
struct Telling: Sendable {
  /// The directory's JSON file in the place of the table.
  let json: Bool
  /// Nothing but what `json` asks for.
  let quiet: Bool
  /// Breached limits change no exit code.
  let exitZero: Bool
}
