import Diagnostics

/// A value of a YAML document, with the place where it was written.
package struct YAMLNode: Sendable {
  /// Most mappings and lists inside each other.
  package static let depthLimit = 64

  /// What the value is, with its parts.
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  /// What is written there.
  package let content: Content
  /// Of its first character, quotes included.
  package let location: SourceLocation
}

/// A single value as its text, not yet a number or a truth value.
package struct YAMLScalar: Sendable, Hashable {
  /// Without quotes, escapes worked out.
  package let text: String
  /// Whether it was written without quotes: only such a text can be a number or a truth value.
  package let isPlain: Bool

  /// Whether nothing was written, or one of YAML's words for nothing.
  package var isMissing: Bool {
    isPlain && ["", "~", "null", "Null", "NULL"].contains(text)
  }
}

/// One key of a mapping with its value; mappings keep the order of the document.
package struct YAMLEntry: Sendable {
  /// Not empty, once in its mapping.
  package let key: String
  /// Where the key stands; `value.location` is that of what follows the colon.
  package let keyLocation: SourceLocation
  /// A missing scalar where nothing was written.
  package let value: YAMLNode
}

extension YAMLNode {
  /// What was found, in words for messages.
  package var words: String {
    switch content {
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    case .scalar(let scalar):
      if scalar.isMissing { return "empty" }
      if !scalar.isPlain { return "the text \(shown(scalar.text))" }
      let isNumeric = scalar.text.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
      return isNumeric && scalar.text.utf8.count <= 40 ? scalar.text : shown(scalar.text)
    }
  }
}
