extension HTML {
  /// A list of words, each with what it means or is.
  ///
  /// - Parameter more: Entries after these, as markup.
  static func definitions(_ entries: [(String, String)], and more: HTML = HTML()) -> HTML {
    let rows = entries.map { word, meaning -> HTML in "<dt>\(word)</dt><dd>\(meaning)</dd>\n" }
    return "<dl>\n\(joined(rows))\(more)</dl>\n"
  }

  /// An entry of such a list with several items; `none` without them.
  static func definition(_ word: String, _ items: [String]) -> HTML {
    if items.isEmpty { return "<dt>\(word)</dt><dd>none</dd>\n" }
    let rows = items.map { item -> HTML in "<li>\(item)</li>" }
    return "<dt>\(word)</dt><dd><ul>\(joined(rows))</ul></dd>\n"
  }

  /// An entry of such a list with the input documents; empty without them.
  static func definition(_ sources: [ReportContext.Source]) -> HTML {
    let rows = sources.map { source -> HTML in
      """
      <li>\(source.role): \(source.name) <span class="hash" title="SHA-256 \(source.sha256)">\
      \(String(source.sha256.prefix(12)))</span></li>
      """
    }
    return rows.isEmpty
      ? HTML() : "<dt>Inputs, with SHA-256</dt><dd><ul>\(joined(rows))</ul></dd>\n"
  }
}
