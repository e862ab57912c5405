/// A picture in the making: shapes in a box of fixed width that scales with the page.
///
/// The box is 400 units wide and is shown 340 to 400 pixels wide on every screen, so that a text of
/// 12.5 units has 11 pixels or more. Colours come from the page's style by class.
struct SVGChart {
  /// Width of the box.
  static let width = 400.0
  /// Height of a text in units; its style sheet says the same.
  static let textHeight = 12.5

  let height: Double
  private(set) var body = HTML()

  init(height: Double) { self.height = height }

  enum Anchor: String { case start, middle, end }

  mutating func add(_ markup: HTML) { body += markup }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String
  ) {
    add("<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" class=\"\(style)\"/>")
  }

  mutating func text(
    _ content: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, _ style: String = "t"
  ) {
    add(
      """
      <text x="\(x)" y="\(y)" text-anchor="\(anchor.rawValue)" class="\(style)">\(content)</text>
      """)
  }

  /// A text over a ground that hides what is behind it, centred on a height.
  mutating func label(_ content: String, _ x: Double, _ middle: Double, _ anchor: Anchor) {
    let width = Self.width(of: content)
    let start =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    add(
      "<rect x=\"\(start)\" y=\"\(middle - 7)\" width=\"\(width)\" height=\"14\" class=\"mask\"/>")
    text(content, x, middle + 4.2, anchor, "t ink")
  }

  mutating func bar(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, tip: String
  ) {
    add(
      """
      <rect x="\(x)" y="\(y)" width="\(max(width, 0))" height="\(max(height, 0))" \
      class="\(style)"><title>\(tip)</title></rect>
      """)
  }

  /// An open line through points.
  mutating func path(_ points: [(Double, Double)], _ style: String) {
    add("<polyline points=\"\(Self.list(points))\" class=\"\(style)\"/>")
  }

  /// The area between two lines of points.
  mutating func band(
    _ upper: [(Double, Double)], _ lower: [(Double, Double)], _ style: String, tip: String
  ) {
    let points = Self.list(upper + lower.reversed())
    add("<polygon points=\"\(points)\" class=\"\(style)\"><title>\(tip)</title></polygon>")
  }

  mutating func dot(_ x: Double, _ y: Double, _ style: String, tip: String) {
    add(
      "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"3.2\" class=\"\(style)\"><title>\(tip)</title></circle>")
  }

  private static func list(_ points: [(Double, Double)]) -> HTML {
    HTML.joined(points.map { x, y in "\(x),\(y)" }, separator: " ")
  }

  /// Width of a text in units, estimated for a sans-serif face.
  static func width(of text: String) -> Double { Double(text.count) * textHeight * 0.56 }

  /// The picture with its heading.
  ///
  /// - Parameters:
  ///   - title: The heading above the picture.
  ///   - unit: What the axes show, behind the heading.
  ///   - description: What a listener is told in place of the picture.
  ///   - note: A line below the picture.
  func figure(title: String, unit: String, description: String, note: String? = nil) -> HTML {
    let note: HTML = note.map { "<p class=\"note\">\($0)</p>" } ?? ""
    return """
      <figure class="chart"><figcaption>\(title) <small>\(unit)</small></figcaption>
      <svg viewBox="0 0 \(Self.width) \(height)" role="img" aria-label="\(description)">
      \(body)</svg>\(note)</figure>

      """
  }
}

extension SVGChart {
  /// Where a plot begins so that the labels of its grid lines stay inside the box; at least 46.
  static func plotLeft(_ scale: AxisScale, _ label: AxisLabel) -> Double {
    6 + max(40, label.ticks(of: scale).map { width(of: $0.text) }.max() ?? 0)
  }

  /// Horizontal grid lines with their labels at the left edge of the plot.
  mutating func gridLines(
    _ scale: AxisScale, _ label: AxisLabel, from left: Double, to right: Double
  ) {
    for (tick, text) in label.ticks(of: scale) {
      let y = scale(tick)
      line(left, y, right, y, "g")
      self.text(text, left - 5, y + 4, .end)
    }
  }

  /// The base line with round labels below it.
  mutating func baseLine(
    _ scale: AxisScale, _ label: AxisLabel, at y: Double, about count: Int = 5
  ) {
    line(scale.start, y, scale.end, y, "a")
    for (tick, text) in label.ticks(of: scale, about: count) {
      let x = scale(tick)
      line(x, y, x, y + 4, "a")
      // A label at an end of the axis stays inside the box.
      let half = Self.width(of: text) / 2
      self.text(text, min(max(x, half), Self.width - half), y + 17, .middle)
    }
  }
}
