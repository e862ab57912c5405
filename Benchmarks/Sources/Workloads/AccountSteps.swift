import Diagnostics
import Ledger
import Lending
import VectorMath

extension Kernel {
  /// Thirty step ends of a block for portfolios of three sizes: accounts with one collateral that
  /// are only counted, so that many of them stand on ladders, and accounts with seven.
  static let accountSteps = [64, 2_000, 20_000].flatMap { count in
    [accountStep(.single, count), accountStep(.basket, count)]
  }

  private enum Shape: String {
    case single, basket

    func accounts(_ count: Int) -> [Account] {
      switch self {
      case .single: singleAccounts(count)
      case .basket: basketAccounts(count)
      }
    }
  }

  private static func accountStep(_ shape: Shape, _ count: Int) -> Kernel {
    Kernel(
      "accounts-\(shape.rawValue)-\(count)", unit: "path-steps",
      elementCount: MarketPaths.stepCount * PathBlock.pathCount,
      isCounted: shape == .single || count < 20_000
    ) {
      let market = MarketPaths()
      let marks = PathBlock(columnCount: MarketPaths.markCount)
      let initial = Array(repeating: 1.0, count: MarketPaths.markCount)
      var book = AccountBook(
        BookedAccounts(shape.accounts(count), bookCount: 4, adapters: [fullClose()]),
        on: MarkView(marks.columns, initial: initial), stepCount: MarketPaths.stepCount,
        following: shape == .single ? .counts : .outcomes)
      return {
        book.restart()
        for step in 0..<MarketPaths.stepCount {
          market.read(step, into: marks)
          book.check(step: step)
        }
      }
    }
  }

  private static func fullClose() -> FullClose {
    do {
      return try FullClose(
        ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
    } catch {
      preconditionFailure("full-close takes a bonus: \(error)")
    }
  }
}
