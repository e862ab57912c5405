import Diagnostics

/// A value of a YAML document, with the place where it was written.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  package let content: Content
  package let location: SourceLocation
}

/// A single value as its text, not yet a number or a truth value.
package struct YAMLScalar: Sendable, Hashable {
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
  package let key: String
  package let keyLocation: SourceLocation
  package let value: YAMLNode
}
