/// Names that output directories take from documents and from other directories.
enum OutputName {
  /// A document's file name without folders and ending; `run` where there is none.
  static func stem(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? "run"
    let parts = file.split(separator: ".")
    return parts.count > 1 ? parts.dropLast().joined(separator: ".") : file
  }

  /// A directory's path without the slashes at its end, so that an ending can follow.
  static func trimmed(_ path: String) -> String {
    var text = path[...]
    while text.count > 1 && text.hasSuffix("/") { text.removeLast() }
    return String(text)
  }
}
