extension LadderTable: AccountSet {
  /// Forgets the paths, for the next block; the counts go on.
  func restart(pathCount: Int, _ seated: borrowing SeatedAccounts) {
    restart(pathCount: pathCount)
  }

  func check(step: Int, _ seated: inout SeatedAccounts, into flows: inout StepFlows) {
    for l in layouts.indices {
      let count = close(l, hits: findHits(l), step: step, seated.counts)
      if flows.isRead { addFlows(l, count: count, into: &flows) }
    }
  }

  func checkAgain(
    step: Int, on paths: PathMask, _ seated: inout SeatedAccounts, into flows: inout StepFlows
  ) {
    for l in layouts.indices { checkAgain(l, step: step, on: paths, &seated, into: &flows) }
  }

  /// A later look at one ladder, on some paths.
  func checkAgain(
    _ l: Int, step: Int, on paths: PathMask, _ seated: inout SeatedAccounts,
    into flows: inout StepFlows
  ) {
    let count = close(l, hits: findHits(l, on: paths), step: step, seated.counts)
    if flows.isRead { addFlows(l, count: count, into: &flows) }
  }

  private func close(
    _ l: Int, hits count: Int, step: Int, _ counts: borrowing LiquidationCounts
  ) -> Int {
    if counts.isAllInTotal {
      close(l, hits: count) { path, firstBook, books in
        counts.countAllInTotal(books: books, from: firstBook, path: path, step: step)
      }
    } else {
      close(l, hits: count) { path, firstBook, books in
        counts.countSomeInTotal(books: books, from: firstBook, path: path, step: step)
      }
    }
    return count
  }
}
