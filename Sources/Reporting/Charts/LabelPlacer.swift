/// Finds places for the labels of points: the nearest ones that lie on no other label, point or line.
struct LabelPlacer {
  /// A rectangle of the picture.
  struct Box {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    var center: (x: Double, y: Double) { ((left + right) / 2, (top + bottom) / 2) }

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func holds(_ other: Box) -> Bool {
      left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }

    /// The point of the rectangle that is nearest to a point.
    func nearest(to point: (x: Double, y: Double)) -> (x: Double, y: Double) {
      (min(max(point.x, left), right), min(max(point.y, top), bottom))
    }
  }

  /// A straight line of the picture.
  struct Line {
    let from: (x: Double, y: Double)
    let to: (x: Double, y: Double)

    var length: Double {
      let (dx, dy) = (to.x - from.x, to.y - from.y)
      return (dx * dx + dy * dy).squareRoot()
    }

    /// Whether a part of the line lies inside a rectangle (Liang and Barsky 1984, doi:10.1145/357332.357333).
    func meets(_ box: Box) -> Bool {
      var (enters, leaves) = (0.0, 1.0)
      let (dx, dy) = (to.x - from.x, to.y - from.y)
      let sides = [
        (-dx, from.x - box.left), (dx, box.right - from.x), (-dy, from.y - box.top),
        (dy, box.bottom - from.y),
      ]
      for (slope, room) in sides {
        if slope == 0 {
          if room <= 0 { return false }
        } else if slope < 0 {
          enters = max(enters, room / slope)
        } else {
          leaves = min(leaves, room / slope)
        }
      }
      return enters < leaves
    }
  }

  /// A label's place with the line that leads to its point.
  struct Place {
    let box: Box
    let leader: Line
  }

  static let textHeight = 14.0
  /// Between a point and the label beside it.
  private static let gap = 7.0

  let area: Box
  private(set) var boxes: [Box] = []
  private(set) var lines: [Line] = []
  private var leaders: [Line] = []

  /// - Parameters:
  ///   - area: What labels stay in.
  ///   - points: Centres of the dots.
  ///   - lines: Lines that no label may lie on; those that lead to labels may cross them.
  init(in area: Box, points: [(x: Double, y: Double)], lines: [Line]) {
    self.area = area
    self.lines = lines
    boxes = points.map { Box(left: $0.x - 4, top: $0.y - 4, right: $0.x + 4, bottom: $0.y + 4) }
  }

  /// Places for the labels of all points, by point: crowded points first, and labels that find no place
  /// before them in the next of eight attempts.
  ///
  /// - Parameter widths: Of the labels' texts, by point.
  /// - Returns: `nil` for a label without place in the best attempt.
  func places(widths: [Double]) -> [Place?] {
    var order = Self.crowdedFirst(boxes.map(\.center))
    var best: [Place?] = []
    for _ in 0..<8 {
      var placer = self
      var places = [Place?](repeating: nil, count: widths.count)
      for k in order { places[k] = placer.place(width: widths[k], ofPoint: k) }
      if best.isEmpty || places.count(where: { $0 == nil }) < best.count(where: { $0 == nil }) {
        best = places
      }
      if places.allSatisfy({ $0 != nil }) { break }
      order = order.filter { places[$0] == nil } + order.filter { places[$0] != nil }
    }
    return best
  }

  /// Takes the nearest free place for a label of one of the points.
  ///
  /// - Parameter width: Of the label's text.
  /// - Returns: `nil` where there is none.
  mutating func place(width: Double, ofPoint index: Int) -> Place? {
    let own = boxes[index]
    let candidates = raster(width: width, around: own.center).sorted {
      // Of places as near as each other the one beside the point, to the right.
      ($0.leader.length, abs($0.box.center.y - own.center.y), -$0.box.left)
        < ($1.leader.length, abs($1.box.center.y - own.center.y), -$1.box.left)
    }
    // A line that leads out of a crowd crosses the dots that touch its own.
    let crowd = Set(boxes.indices.filter { boxes[$0].meets(own) })
    guard let free = candidates.first(where: { isFree($0, hidden: crowd) }) else { return nil }
    boxes.append(free.box)
    leaders.append(free.leader)
    return free
  }

  /// Points in the order in which their labels are placed: those with the nearest neighbours first.
  static func crowdedFirst(_ points: [(x: Double, y: Double)]) -> [Int] {
    let room = points.indices.map { i in
      points.indices.filter { $0 != i }.map { Line(from: points[i], to: points[$0]).length }.min()
        ?? 0
    }
    return points.indices.sorted { (room[$0], $0) < (room[$1], $1) }
  }

  /// A raster of places around a point.
  private func raster(width: Double, around point: (x: Double, y: Double)) -> [Place] {
    var places: [Place] = []
    for step in -40...40 {
      let top = point.y - Self.textHeight / 2 + Double(step) * Self.textHeight / 2
      for shift in 0..<25 {
        let away = Self.gap + Double(shift) * 10
        for left in [point.x + away, point.x - away - width, point.x - width / 2] {
          let box = Box(left: left, top: top, right: left + width, bottom: top + Self.textHeight)
          guard area.holds(box) else { continue }
          places.append(Place(box: box, leader: Line(from: point, to: box.nearest(to: point))))
        }
      }
    }
    return places
  }

  /// - Parameter hidden: Boxes that the line to the label may cross.
  private func isFree(_ place: Place, hidden: Set<Int>) -> Bool {
    !lines.contains { $0.meets(place.box) } && !leaders.contains { $0.meets(place.box) }
      && !boxes.contains { $0.meets(place.box) }
      && !boxes.enumerated().contains {
        !hidden.contains($0) && place.leader.meets($1)
      }
  }
}
