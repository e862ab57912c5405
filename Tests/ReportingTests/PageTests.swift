import Testing

@testable import Reporting

/// What every page keeps to.
@Suite struct PageTests {
  /// One file that needs nothing else: no script, no address, nothing to load.
  @Test(arguments: SamplePages.allCases)
  func refersToNothingOutside(_ page: SamplePages) async throws {
    let text = try await page.text()
    for mark in ["http:", "https:", "src=", "<script", "url(", "@import", "<link"] {
      #expect(!text.contains(mark))
    }
  }

  /// The page is well-formed XML but for its first line, so no element is left open.
  @Test(arguments: SamplePages.allCases)
  func everyElementIsClosed(_ page: SamplePages) async throws {
    let text = try await page.text()
      .replacing("<!DOCTYPE html>", with: "").replacing("<meta charset=\"utf-8\">", with: "")
      .replacing(/<meta name="viewport"[^>]*>/, with: "").replacing("<br>", with: "")
    var open: [Substring] = []
    for match in text.matches(of: /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/) {
      let (_, closing, name, empty) = match.output
      if !empty.isEmpty { continue }
      if closing.isEmpty {
        open.append(name)
      } else {
        #expect(open.popLast() == name)
      }
    }
    #expect(open == [])
    #expect(!text.contains("<1>") && !text.contains("<i>"))
  }

  /// Anchors are unique, links lead to every section in order, and stand above the first.
  @Test(arguments: SamplePages.allCases)
  func linksLeadToEverySection(_ page: SamplePages) async throws {
    let text = try await page.text()
    let anchors = text.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(anchors).count == anchors.count)
    let sections = text.matches(of: /<section id="([^"]*)"/).map { String($0.output.1) }
    let links = text.matches(of: /<a href="#([^"]*)">/).map { String($0.output.1) }
    #expect(sections.count >= 5)
    #expect(links == sections)
    let nav = try #require(text.firstRange(of: "<nav"))
    let first = try #require(text.firstRange(of: "<section"))
    #expect(nav.upperBound < first.lowerBound)
    let headings = text.matches(of: /aria-labelledby="([^"]*)"/).map { String($0.output.1) }
    #expect(headings == sections.map { "h-\($0)" })
    #expect(headings.allSatisfy(anchors.contains))
  }

  /// Every table says first what it shows, and in what unit.
  @Test(arguments: SamplePages.allCases)
  func everyTableHasACaption(_ page: SamplePages) async throws {
    let text = try await page.text()
    let tables = text.matches(of: /<table/).count
    let captions = text.matches(of: /<table>\n<caption><span>([^<]+) <small>([^<]+)<\/small>/)
    #expect(tables > 0)
    #expect(captions.count == tables)
    let titles = captions.map { String($0.output.1) }
    #expect(Set(titles).count == titles.count)
  }

  /// No part lies inside a closed `details`: print shows what stands behind the switch.
  @Test(arguments: SamplePages.allCases)
  func foldedPartsStandBesideTheirSwitch(_ page: SamplePages) async throws {
    let text = try await page.text()
    let switches = text.matches(of: /<details/).count
    let beside = text.matches(
      of:
        /<details class="fold"(?: open="")?><summary>[^<]*<\/summary><\/details>\n<div class="folded">/
    )
    #expect(beside.count == switches)
    #expect(switches > 0 || page == .policies || page == .calibration)
    #expect(text.contains(HTMLStyle.sheet.text))
  }

  /// What hides a folded part holds on screens alone.
  @Test func nothingIsHiddenInPrint() {
    let sheet = HTMLStyle.sheet.text
    let rules = sheet.matches(of: /[^{}]*\{[^{}]*display: none[^{}]*\}/).map { $0.output }
    #expect(rules.count { $0.contains(".folded") } == 1)
    #expect(
      sheet.contains("@media screen { details.fold:not([open]) + .folded { display: none; } }"))
  }

  /// A heading is never the last line of a sheet: it reserves room below it.
  @Test func headingsKeepToWhatFollows() {
    let sheet = HTMLStyle.sheet.text
    let print = sheet[(sheet.firstRange(of: "@media print")?.lowerBound ?? sheet.endIndex)...]
    #expect(
      print.contains("h2, h3, summary, p, .chart, tr, .tile, dt, dd, li { break-inside: avoid; }"))
    #expect(print.contains("h2::after, h3::after, summary::after"))
    #expect(print.contains("thead { display: table-header-group; }"))
  }

  /// Labels of every picture lie in its box, at 7 units a character.
  @Test(arguments: SamplePages.allCases)
  func labelsStayInsideThePicture(_ page: SamplePages) async throws {
    var labels = 0
    for picture in try await page.text().matches(
      of: /<svg viewBox="0 0 400 ([0-9.]+)"[\s\S]*?<\/svg>/)
    {
      let height = try #require(Double(picture.output.1))
      for text in PlacedText.all(in: String(picture.output.0)) {
        #expect(text.left >= -0.1 && text.right <= 400.1, "\(text.content)")
        #expect(text.baseline - 9 >= 0 && text.baseline + 3 <= height + 0.1, "\(text.content)")
        labels += 1
      }
    }
    #expect(labels > 10)
  }
}

/// A text of a picture with its place.
struct PlacedText {
  let content: String
  let left: Double
  let right: Double
  let baseline: Double

  static func all(in picture: String) -> [PlacedText] {
    picture.matches(
      of: /<text x="(-?[0-9.]+)" y="(-?[0-9.]+)" text-anchor="([a-z]+)"[^>]*>([^<]*)<\/text>/
    ).compactMap { match in
      guard let x = Double(match.output.1), let y = Double(match.output.2) else { return nil }
      let content = match.output.4.replacing(/&[#a-z0-9]+;/, with: "&")
      let width = Double(content.count) * 7
      let left = match.output.3 == "start" ? x : match.output.3 == "end" ? x - width : x - width / 2
      return PlacedText(content: String(content), left: left, right: left + width, baseline: y)
    }
  }
}
