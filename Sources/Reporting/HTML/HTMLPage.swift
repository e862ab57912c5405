/// A page of its own: head, links to every section, sections, footer. All reports share it.
struct HTMLPage {
  /// A section that links lead to.
  struct Section {
    /// Anchor, unique on the page.
    let id: String
    let title: String
    /// What stands below the heading.
    let body: HTML
  }

  /// What browsers show as the page's name.
  let title: String
  /// Rules that this page adds to the common style sheet.
  var style = HTML()
  /// What stands above the links: the heading and the summary.
  let header: HTML
  let sections: [Section]
  let footer: HTML

  var markup: HTML {
    precondition(
      Set(sections.map(\.id)).count == sections.count,
      "sections of a page have anchors of their own")
    let links = sections.map { section -> HTML in
      "<a href=\"#\(section.id)\">\(section.title)</a>"
    }
    let bodies = sections.map { section -> HTML in
      """
      <section id="\(section.id)" aria-labelledby="h-\(section.id)">
      <h2 id="h-\(section.id)">\(section.title)</h2>
      \(section.body)</section>

      """
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>
      \(HTMLStyle.sheet)\(style)</style>
      </head>
      <body>
      <main>
      <header>
      \(header)</header>
      <nav aria-label="Sections">\(HTML.joined(links, separator: "\n"))</nav>
      \(HTML.joined(bodies))<footer>\(footer)</footer>
      </main>
      </body>
      </html>

      """
  }

  var bytes: [UInt8] { Array(markup.text.utf8) }
}

extension HTML {
  /// A part that is folded away on screens and stands open in print.
  ///
  /// It follows its switch instead of standing in it: no style sheet opens a closed `details` in every
  /// browser, and the page has no script.
  static func folded(_ summary: String, _ body: HTML, isOpen: Bool = false) -> HTML {
    """
    <details class="fold"\(isOpen ? " open=\"\"" as HTML : HTML())><summary>\(summary)</summary></details>
    <div class="folded">
    \(body)</div>

    """
  }
}
