import VectorMath

extension LadderTable {
  /// Values the living accounts at the marks that stand now, for `addOutcomes`.
  func workOutLiving(count: Int) {
    if layouts.isEmpty { return }
    for i in 0..<count * chunkCount { living[i] = .zero }
    for (l, layout) in layouts.enumerated() {
      for path in 0..<count {
        let v = layout.marketCollateral[path: path]
        let n = layout.marketDebt[path: path]
        let from = rungsLost[l, path]
        let floor = firstRung(from: from, in: layout) { k in
          v > leverages[scalar: layout.first &+ k] * n
        }
        for c in 0..<layout.chunkCount {
          let solvent = difference(layout, c, floor..<layout.count)
          let short = difference(layout, c, from..<floor)
          living[path &* chunkCount &+ layout.firstChunk &+ c] += Vector(
            lowHalf: SIMD4(repeating: v) * solvent.lowHalf
              - SIMD4(repeating: n) * solvent.highHalf,
            highHalf: SIMD4(repeating: n) * short.highHalf - SIMD4(repeating: v) * short.lowHalf)
        }
      }
    }
  }

  /// Adds the outcomes of a book's ladders to columns by path.
  ///
  /// - Precondition: `workOutLiving` has been called with the same marks.
  func addOutcomes(
    ofBook book: Int, count: Int, equityLoss: Column, badDebt: Column, liquidated: Column
  ) {
    for path in 0..<count {
      let first = Vector.laneCount &* (path &* chunkCount &+ book / LadderLayout.booksPerChunk)
      let equity = first &+ book % LadderLayout.booksPerChunk
      let other = equity &+ LadderLayout.booksPerChunk
      equityLoss[path: path] +=
        initialEquity[book] - settled[scalar: equity] - living[scalar: equity]
      badDebt[path: path] += deficits[scalar: equity] + living[scalar: other]
      liquidated[path: path] += settled[scalar: other]
    }
  }

  /// Whether a book has ladders.
  func holds(book: Int) -> Bool { booksWithLadders.contains(book) }

  /// Adds the first liquidations over the whole horizon by account.
  func addLiquidations(to counts: inout [Int]) {
    for layout in layouts {
      var paths = 0
      for k in 0..<layout.count {
        paths += changes[layout.firstChange + k]
        counts[accounts[layout.first + k]] += paths
      }
    }
  }
}
