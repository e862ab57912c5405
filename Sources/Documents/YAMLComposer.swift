import Diagnostics

/// Makes a tree of the events of one document and refuses what documents may not use.
struct YAMLComposer: ~Copyable {
  /// Refusals of one document that are listed.
  private static let refusalLimit = 50

  private var events: YAMLEvents
  private let file: String
  private(set) var errors: [InputError] = []
  /// Whether something was refused that leaves the tree without a meaning.
  private var isRefused = false

  init(_ bytes: [UInt8], file: String) {
    events = YAMLEvents(bytes, file: file)
    self.file = file
  }

  /// The tree of the only document; `nil` after an error, which is then in `errors`.
  mutating func document() -> YAMLNode? {
    do {
      let root = try onlyDocument()
      return isRefused ? nil : root
    } catch {
      errors.append(error)
      return nil
    }
  }

  private mutating func onlyDocument() throws(InputError) -> YAMLNode {
    _ = try events.next()
    let start = try events.next()
    guard case .documentStart = start.kind else { throw emptiness }
    if start.hasTag {
      try refuse(
        "the document starts with a directive", at: start.location,
        hint: "remove the line that starts with %")
    }
    let root = try node(from: try events.next(), depth: 1)
    _ = try events.next()
    let end = try events.next()
    if case .streamEnd = end.kind {
      if case .scalar(let scalar) = root.content, scalar.isMissing { throw emptiness }
      return root
    }
    throw InputError(
      "a second document starts here", at: end.location,
      hint: "write one document per file; remove the line ---")
  }

  private var emptiness: InputError {
    InputError(
      "the document is empty", at: SourceLocation(file: file),
      hint: "`lstrisk init DIR` writes documents to start from")
  }

  /// The value that starts with an event.
  private mutating func node(
    from event: YAMLEvent, depth: Int
  ) throws(InputError) -> YAMLNode {
    guard depth <= YAMLNode.depthLimit else {
      throw InputError(
        "this is nested more than \(YAMLNode.depthLimit) deep", at: event.location,
        hint: "documents need no more than a few levels")
    }
    if event.hasAnchor {
      try refuse(
        "there is an anchor here", at: event.location,
        hint: "write the value out where it is used; enclose a text that starts with & in quotes")
    }
    if event.hasTag {
      try refuse(
        "there is a tag here", at: event.location,
        hint: "remove it; enclose a text that starts with ! in quotes")
    }
    switch event.kind {
    case .scalar(let scalar): return YAMLNode(content: .scalar(scalar), location: event.location)
    case .sequenceStart: return try sequence(from: event, depth: depth)
    case .mappingStart: return try mapping(from: event, depth: depth)
    default:
      try refuse(
        "there is an alias here", at: event.location,
        hint: "write the value out; enclose a text that starts with * in quotes")
      return YAMLNode(
        content: .scalar(YAMLScalar(text: "*", isPlain: false)), location: event.location)
    }
  }

  private mutating func sequence(
    from start: YAMLEvent, depth: Int
  ) throws(InputError) -> YAMLNode {
    var items: [YAMLNode] = []
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.kind { break }
      items.append(try node(from: event, depth: depth + 1))
    }
    return YAMLNode(content: .sequence(items), location: start.location)
  }

  private mutating func mapping(
    from start: YAMLEvent, depth: Int
  ) throws(InputError) -> YAMLNode {
    var entries: [YAMLEntry] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind { break }
      let keyNode = try node(from: event, depth: depth + 1)
      let value = try node(from: try events.next(), depth: depth + 1)
      guard let key = try key(keyNode) else { continue }
      if let line = lines[key] {
        errors.append(
          InputError(
            "the key \(shown(key)) is written twice; it stands in line \(line) already",
            at: keyNode.location, hint: "keep one of them"))
      } else {
        lines[key] = keyNode.location.line
        entries.append(YAMLEntry(key: key, keyLocation: keyNode.location, value: value))
      }
    }
    return YAMLNode(content: .mapping(entries), location: start.location)
  }

  /// The word that a key is; `nil` if it was refused.
  private mutating func key(_ node: YAMLNode) throws(InputError) -> String? {
    guard case .scalar(let scalar) = node.content else {
      try refuse(
        "a key is \(node.words); it must be a word", at: node.location, hint: "write key: value")
      return nil
    }
    if scalar.isPlain && scalar.text == "<<" {
      try refuse(
        "there is a merge key here", at: node.location, hint: "write the merged keys out")
      return nil
    }
    guard !scalar.text.isEmpty else {
      try refuse("a key is empty", at: node.location, hint: "write key: value")
      return nil
    }
    return scalar.text
  }

  /// Notes something that documents may not use; reading goes on to find the next.
  private mutating func refuse(
    _ message: String, at location: SourceLocation, hint: String
  ) throws(InputError) {
    isRefused = true
    errors.append(InputError(message, at: location, hint: hint))
    if errors.count >= Self.refusalLimit {
      throw InputError("there are more mistakes than the \(errors.count) before", at: location)
    }
  }
}
