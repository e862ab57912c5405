internal import CYaml
import Diagnostics

/// One event of a YAML text: the start or end of something, or a scalar.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd
    case documentStart, documentEnd
    case alias
    case scalar(YAMLScalar)
    case sequenceStart, sequenceEnd
    case mappingStart, mappingEnd
  }

  let kind: Kind
  let location: SourceLocation
  /// Whether an anchor (`&name`) stands before the value.
  let hasAnchor: Bool
  /// Whether a tag (`!name`) stands before the value, or a directive (`%NAME`) before a document.
  let hasTag: Bool
}

/// The events of a YAML text one by one, as libyaml finds them.
///
/// Nothing is expanded: an alias is an event like any other, so that a document can be refused at
/// the first one. This file alone calls libyaml, the parser inside Yams.
///
/// The pointers are sound because the parser keeps its own address and that of its input, and both
/// are allocated here, never moved, and freed when the value ends.
struct YAMLEvents: ~Copyable {
  private let file: String
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// - Parameters:
  ///   - bytes: UTF-8 text, as `InputFile.read` gives it.
  ///   - file: The document's name for messages.
  init(_ bytes: [UInt8], file: String) {
    self.file = file
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    precondition(yaml_parser_initialize(parser) == 1, "there is memory for a parser")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event; after `streamEnd` there is none.
  ///
  /// - Throws: An error at the place that is not YAML.
  mutating func next() throws(InputError) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
    defer { yaml_event_delete(&event) }
    let location = place(event.start_mark)
    func found(_ kind: YAMLEvent.Kind, anchor: Bool = false, tag: Bool = false) -> YAMLEvent {
      YAMLEvent(kind: kind, location: location, hasAnchor: anchor, hasTag: tag)
    }
    switch event.type {
    case YAML_STREAM_START_EVENT: return found(.streamStart)
    case YAML_DOCUMENT_START_EVENT:
      let start = event.data.document_start
      let hasTags = start.tag_directives.start != start.tag_directives.end
      return found(.documentStart, tag: hasTags || start.version_directive != nil)
    case YAML_DOCUMENT_END_EVENT: return found(.documentEnd)
    case YAML_ALIAS_EVENT: return found(.alias)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return found(
        .scalar(
          YAMLScalar(
            text: String(decoding: text, as: UTF8.self),
            isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)),
        anchor: scalar.anchor != nil, tag: scalar.tag != nil)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      return found(.sequenceStart, anchor: start.anchor != nil, tag: start.tag != nil)
    case YAML_SEQUENCE_END_EVENT: return found(.sequenceEnd)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      return found(.mappingStart, anchor: start.anchor != nil, tag: start.tag != nil)
    case YAML_MAPPING_END_EVENT: return found(.mappingEnd)
    default: return found(.streamEnd)
    }
  }

  private func place(_ mark: yaml_mark_t) -> SourceLocation {
    SourceLocation(file: file, line: mark.line + 1, column: mark.column + 1)
  }

  /// What libyaml has found, in our words.
  private func fault() -> InputError {
    let parser = parser.pointee
    let problem = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
    guard parser.error != YAML_READER_ERROR else {
      return YAMLSyntaxFault.unreadable(input, at: parser.problem_offset, problem, file: file)
    }
    // A mark counts characters; only its line and its byte are taken from it.
    let byte = parser.problem_mark.index < input.count ? character(at: parser.problem_mark) : nil
    let context = parser.context.map { String(cString: $0) } ?? ""
    return YAMLSyntaxFault.inputError(
      problem: problem, context: context, character: byte,
      at: place(parser.problem_mark), start: place(parser.context_mark))
  }

  /// The character at a mark, found by its line and column.
  private func character(at mark: yaml_mark_t) -> Character? {
    let lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard mark.line < lines.count else { return nil }
    let line = String(decoding: lines[mark.line], as: UTF8.self)
    return line.unicodeScalars.dropFirst(mark.column).first.map { Character($0) }
  }
}
