/// Mistakes of one document as they are found: the first ten of each kind, and how many more there are.
///
/// Two mistakes are of one kind if their messages differ in numbers and quoted texts alone: a column of
/// a million wrong cells is ten messages and a count.
public struct CountedErrors: Sendable {
  /// Mistakes of one kind that are told one by one.
  public static let shownOfAKind = 10
  /// Mistakes that are told one by one in all.
  public static let shownLimit = 1_000
  /// Mistakes after which reading is to stop.
  public static let readingLimit = 100_000

  private var shown: [InputError] = []
  /// Place of the last that is shown, and how many were found, by kind.
  private var kinds: [String: (last: Int, count: Int)] = [:]
  /// Where the first mistake stands that is neither shown nor counted by its kind.
  private var others: (first: SourceLocation, count: Int)?
  private var total = 0
  private var hasStopped = false

  /// No mistakes yet.
  public init() {}

  /// Whether no mistake was found.
  public var isEmpty: Bool { total == 0 }

  /// Whether there are so many that the rest of the document is not worth reading; the count then says
  /// that it is not all.
  public mutating func stopsReading() -> Bool {
    hasStopped = total >= Self.readingLimit
    return hasStopped
  }

  /// Adds a mistake of a kind; the message is only made if it will be shown.
  public mutating func add(kind: String, _ make: () -> InputError) {
    total += 1
    if let known = kinds[kind], known.count >= Self.shownOfAKind {
      kinds[kind]?.count += 1
      return
    }
    if shown.count >= Self.shownLimit {
      others = (others?.first ?? make().location, (others?.count ?? 0) + 1)
      return
    }
    kinds[kind] = (shown.count, (kinds[kind]?.count ?? 0) + 1)
    shown.append(make())
  }

  /// Adds a mistake; its message tells its kind.
  public mutating func add(_ error: InputError) {
    add(kind: Self.kind(of: error.message)) { error }
  }

  /// Takes over what a part of the reading has appended to a list.
  public mutating func take(from errors: inout [InputError], since first: Int) {
    guard errors.count > first else { return }
    for error in errors[first...] { add(error) }
    errors.removeSubrange(first...)
  }

  /// What is told: the last of a kind says how many more there are.
  public var errors: [InputError] {
    var told = shown
    let rest = hasStopped ? "; the rest was not read" : ""
    for (last, count) in kinds.values where count > Self.shownOfAKind {
      let more = Self.words(count - Self.shownOfAKind)
      told[last] = told[last].adding(" … and \(more) more like it\(rest)")
    }
    if let others {
      told.append(
        InputError(
          "… and \(Self.words(others.count)) mistakes of other kinds\(rest)", at: others.first))
    }
    return told
  }

  /// A count with commas between thousands.
  private static func words(_ count: Int) -> String {
    var digits = Array(String(count))
    for i in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: i) }
    return String(digits)
  }

  /// A message without its numbers and quoted texts.
  public static func kind(of message: String) -> String {
    let quote = UInt8(ascii: "'")
    var kind: [UInt8] = []
    var isQuoted = false
    var before = UInt8(ascii: " ")
    for byte in message.utf8 {
      defer { before = byte }
      if isQuoted {
        isQuoted = byte != quote
      } else if byte == quote && !isLetter(before) {
        isQuoted = true
        kind.append(quote)
      } else if !isPartOfNumber(byte, after: before) {
        kind.append(byte)
      }
    }
    return String(decoding: kind, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// A digit, or what may stand behind one inside a number or a date.
  private static func isPartOfNumber(_ byte: UInt8, after before: UInt8) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    if digits.contains(byte) { return true }
    guard digits.contains(before) || before == UInt8(ascii: "e") else { return byte == minus }
    return byte == minus || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e")
      || byte == UInt8(ascii: "+")
  }

  private static let minus = UInt8(ascii: "-")
}

extension InputError {
  /// The same with more words at the end of its message.
  fileprivate func adding(_ words: String) -> InputError {
    severity == .error
      ? InputError(message + words, at: location, hint: hint)
      : .warning(message + words, at: location, hint: hint, consequence)
  }
}
