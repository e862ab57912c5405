import Studies

/// The words of the page, for readers who meet them first here.
enum GlossarySection: HTMLSection {
  static let id = "words"
  static let title = "Words and conventions"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    .definitions(losses(result) + accounts(result) + reading)
  }

  /// What is lost, by whom, and how it is measured.
  private static func losses(_ result: RunResult) -> [(String, String)] {
    [
      (
        "Equity loss",
        "What borrowers lose over \(result.horizonWords): equity (collateral minus debt at market"
          + " prices, never below 0) at the start minus at the end, with interest and liquidation penalties."
          + " A positive number is a loss, a negative one a gain."
      ),
      (
        "Bad debt",
        "What lenders lose: debt that no collateral was left for at a liquidation, and debt above"
          + " the market value of collateral at the end. It is added to an equity loss in the desk loss"
          + " of the total alone."
      ),
      (
        "Total, desk loss",
        "The total adds the equity losses of own books and the bad debt of lent books; where there are"
          + " both, desk loss is their sum on each path. Everything else of the total is of these books."
          + " \(TotalWords(result.plan.portfolio).sentence)."
      ),
      (
        "Debt liquidated",
        "Market value of the debt that liquidators repaid: how much business a liquidation wave is."
      ),
      (
        "VaR 99 %",
        "Value at risk: the loss that 99 % of paths do not exceed. Of n paths ordered by loss it is"
          + " number n × 0.99, rounded up."
      ),
      (
        "ES 99 %",
        "Expected shortfall: the average loss on the worst 1 % of paths. It says how bad it is when"
          + " VaR is exceeded, and is never below it."
      ),
    ]
  }

  /// What accounts, books and tokens are looked at by.
  private static func accounts(_ result: RunResult) -> [(String, String)] {
    [
      (
        "Health factor",
        "Collateral at oracle prices, each token weighted with its liquidation threshold, divided by"
          + " the debt. Below 1 an account may be liquidated. For books and the total: the lowest of"
          + " their accounts."
      ),
      (
        "Distance to liquidation",
        "1 − 1 / health factor: the fall of all collateral together, against the debt, at which the"
          + " health factor is 1."
      ),
      (
        "P(liquidated)",
        "Share of paths on which the account is liquidated at least once up to the horizon; for a"
          + " book or the total, on which any of its accounts is. Checked"
          + " \(result.plan.losses.monitoringWords)."
      ),
      (
        "Discount",
        "1 − market rate / exchange rate: how far a staking token trades below what its protocol"
          + " redeems it for. Negative is a premium."
      ),
      (
        "Exposure, per cent",
        "Per cent are of the largest possible loss: of the borrowers' equity at the start for a loss"
          + " of equity, of the debt for bad debt, of both for a desk loss."
      ),
      (
        "View",
        "Each book is looked at from the borrower's side (equity loss) or the lender's (bad debt), the"
          + " total from the desk's where there are both."
      ),
    ]
  }

  /// How figures are read.
  private static var reading: [(String, String)] {
    [
      (
        "± and intervals",
        "± is one standard error: another seed would give a figure within twice that in 95 of 100"
          + " cases. Intervals cover the model's exact figure in 95 of 100 cases. “< x %” means that no"
          + " path has shown the event; x is the upper end of its interval. Neither covers errors of"
          + " the model or its parameters."
      ),
      (
        "Contribution",
        "The part of an expected shortfall that comes from one account or token: its mean loss over"
          + " the worst paths of the whole. Contributions add up to the expected shortfall."
      ),
      ("Units", "k thousand, M million, B billion. Days are counted from the valuation date."),
    ]
  }
}
