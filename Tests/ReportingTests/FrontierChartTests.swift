import Testing

@testable import Reporting

@Suite struct FrontierChartTests {
  private typealias Line = LabelPlacer.Line
  private let area = LabelPlacer.Box(left: 0, top: 0, right: 400, bottom: 300)

  /// Every policy's name stands in the picture once, in full or cut, and in the tip of its point.
  @Test func pointsAreNamed() throws {
    let result = try SamplePages.policyResult()
    let picture = FrontierChart.figure(result).text
    let texts = PlacedText.all(in: picture).map(\.content)
    #expect(
      Set(texts).isSuperset(of: [
        "today", "VaR 99 % of 10 days", "ES 97.5 % of 10 days", "discount-aware",
        "duration-weighted", "toxicity &b&", "supervisory", "a policy with a name that…",
      ]))
    #expect(!picture.contains("Without room"))
    let tips = picture.matches(of: /<circle[^>]*><title>([^<]*):\s/).map { String($0.output.1) }
    #expect(tips.count == 8)
    #expect(tips.last == "a policy with a name that never ends")
  }

  @Test func namesDoNotOverlap() throws {
    let picture = FrontierChart.figure(try SamplePages.policyResult()).text
    let names = picture.matches(of: /<text [^>]*class="t ink">[^<]*<\/text>/)
      .flatMap { PlacedText.all(in: String($0.output)) }
    #expect(names.count == 8)
    for (i, a) in names.enumerated() {
      for b in names.dropFirst(i + 1) {
        let isApart = a.right <= b.left || b.right <= a.left || abs(a.baseline - b.baseline) >= 14
        #expect(isApart, "\(a.content), \(b.content)")
      }
    }
  }

  /// Alone, a label stands seven units beside its point, centred on its height.
  @Test func aLonePointHasItsLabelBesideIt() throws {
    var placer = LabelPlacer(in: area, points: [(100, 100)], lines: [])
    let found = placer.place(width: 50, ofPoint: 0)
    let place = try #require(found)
    #expect(place.leader.length == 7)
    #expect([place.box.top, place.box.bottom] == [93, 107])
    #expect([place.box.left, place.box.right] == [107, 157])
  }

  /// At the right edge the label stands left; where a line runs, it does not.
  @Test func labelsKeepToTheAreaAndOffLines() throws {
    var placer = LabelPlacer(
      in: area, points: [(390, 150)], lines: [Line(from: (0, 150), to: (380, 150))])
    let found = placer.place(width: 60, ofPoint: 0)
    let place = try #require(found)
    #expect(area.holds(place.box))
    #expect(place.box.bottom <= 150 || place.box.top >= 150)
  }

  @Test func coincidentPointsGetPlacesOfTheirOwn() throws {
    var placer = LabelPlacer(
      in: area, points: [(200, 150), (200, 150), (201, 150)], lines: [])
    var boxes: [LabelPlacer.Box] = []
    for k in 0..<3 {
      let place = placer.place(width: 80, ofPoint: k)
      boxes.append(try #require(place).box)
    }
    #expect(!boxes[0].meets(boxes[1]) && !boxes[0].meets(boxes[2]) && !boxes[1].meets(boxes[2]))
  }

  @Test func noPlaceIsBetterThanAWrongOne() {
    let small = LabelPlacer.Box(left: 0, top: 0, right: 100, bottom: 30)
    var placer = LabelPlacer(in: small, points: [(50, 15)], lines: [])
    let place = placer.place(width: 120, ofPoint: 0)
    #expect(place == nil)
  }

  /// The diagonal of a square enters it; a line along its side or before its corner does not.
  @Test func linesMeetBoxes() {
    let box = LabelPlacer.Box(left: 10, top: 10, right: 20, bottom: 20)
    #expect(Line(from: (0, 0), to: (30, 30)).meets(box))
    #expect(Line(from: (15, 15), to: (15, 15)).meets(box))
    #expect(!Line(from: (10, 0), to: (10, 30)).meets(box))
    #expect(!Line(from: (0, 0), to: (9, 9)).meets(box))
    #expect(!Line(from: (0, 25), to: (30, 25)).meets(box))
  }
}
