/// A small run with everything that it needs, for `lstrisk init DIR`.
///
/// Three accounts on Aave v3: a loop of wstETH against WETH, and two borrowers of dollars. It loads
/// and runs as it is.
package enum RunTemplate {
  /// One document of the run.
  package struct File: Sendable {
    /// The file's name in the folder of the run.
    package let name: String
    /// The document, which ends with a line end.
    package let text: String
  }

  /// The run document first.
  package static let files: [File] = [
    File(name: "run.yaml", text: run),
    File(name: "portfolio.csv", text: portfolio),
    File(name: "market.yaml", text: market),
    File(name: "protocol-aave-v3.yaml", text: aave),
    File(name: "token-eth.yaml", text: eth),
    File(name: "token-usdc.yaml", text: usdc),
    File(name: "token-weth.yaml", text: weth),
    File(name: "token-wsteth.yaml", text: wsteth),
  ]

  private static let run = """
    # A run: what is simulated, how long, how often, and what is reported.
    # Check it with `lstrisk check run.yaml`, run it with `lstrisk report run.yaml`.
    name: First run
    valuationDate: 2024-12-31      # time 0; the market document should be of the same date
    horizon: 30 d                  # losses are measured over this time; h for hours
    step: 1 d                      # liquidations are checked at the end of each step
    paths: 20000                   # more paths, smaller Monte Carlo errors
    seed: 1                        # the same seed gives the same figures
    # workers: 2                   # default: all cores; never changes figures
    numeraire: USD                 # or ETH: a loop's own risk without the price of ETH
    # normals: single              # or double: normal numbers of full precision, slower
    # monitoring: steps            # or bridge: also looks between the steps
    levels: [0.95, 0.99]           # confidence of VaR and ES
    # attributionLevel: 0.975      # the ES that is shared out to accounts and tokens
    # accountTails: [equity_loss, bad_debt, liquidated]   # [] for large portfolios

    # Paths start at the folder of this document.
    market: market.yaml
    tokens: [token-eth.yaml, token-usdc.yaml, token-weth.yaml, token-wsteth.yaml]   # or a folder of their own
    protocols: [protocol-aave-v3.yaml]
    portfolio: portfolio.csv

    # Every book of the portfolio: whose loss it is ranked, limited and attributed by.
    # The total adds the equity lost in borrowers' books (not that of others: own: false) and the
    # bad debt of lenders' books.
    books:
      - {name: loops, view: borrower}
      - {name: dollars, view: lender}

    # Figures above warn or hard make the report exit with 2 or 3.
    limits:
      - {measure: es, level: 0.99, book: loops, warn: 50, hard: 90, unit: percent, on: upper}
      - {measure: liquidation_probability, account: dollar-02, hard: 0.5}
      - {measure: bad_debt_probability, total: true, warn: 0.05}

    """

  private static let portfolio = """
    account,book,protocol,e_mode,side,token,amount,liquidation_threshold
    loop-01,loops,aave-v3,1,collateral,wstETH,1000,
    loop-01,loops,aave-v3,1,debt,WETH,1060,
    dollar-01,dollars,aave-v3,,collateral,wstETH,500,
    dollar-01,dollars,aave-v3,,debt,USDC,900000,
    dollar-02,dollars,aave-v3,,collateral,WETH,200,
    dollar-02,dollars,aave-v3,,collateral,USDC,50000,
    dollar-02,dollars,aave-v3,,debt,USDC,450000,

    """

  private static let eth = """
    symbol: ETH
    name: Ether
    kind: native

    """

  private static let weth = """
    symbol: WETH
    name: Wrapped Ether
    kind: native
    underlying: ETH                # a wrapper: it takes the price of ETH

    """

  private static let wsteth = """
    symbol: wstETH
    name: Wrapped Lido staked Ether
    kind: exchange-rate            # rewards raise what a token is redeemed for
    underlying: ETH
    protocolFee: 0.10

    """

  private static let usdc = """
    symbol: USDC
    name: USD Coin
    kind: stable

    """
}
