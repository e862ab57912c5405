extension RunTemplate {
  static let market = """
    # The market at one date. `lstrisk list processes` shows every process and its parameters.
    # `prior: true` marks judgements, which the report repeats.
    asOf: 2024-12-31
    source: "example numbers; replace them with your own"
    dependence: {kind: gaussian}   # or {kind: student-t, degreesOfFreedom: 4}

    factors:
      # The price of ETH: clustering volatility with heavy tails, fitted to daily steps.
      eth:
        process: garch-t
        alpha: 0.0955
        beta: 0.8986
        degreesOfFreedom: 3.461
        bound: 1
        initialVolatility: 0.6035
        targetVolatility: 0.6806

      # Staking rewards raise the exchange rate of wstETH; slashing lowers it.
      staking-rate:
        process: cox-ingersoll-ross
        initial: 0.0315
        mean: 0.0317
        speed: 0.7
        volatility: 0.04
      lido-rate: {process: exchange-rate, rewardRate: staking-rate, fee: 0.10, prior: true}

      # The discount of wstETH to what it is redeemed for; it jumps more often when ETH moves.
      wsteth-discount:
        process: discount
        logReturn: eth
        level: 0.00061
        speed: 34
        volatility: 0.0044
        jumpRate: 0.3
        jumpRateSlope: 60
        jumpRateCap: 40
        jumpMedian: 0.004
        jumpLogSd: 0.8
        prior: true

      # The borrow rate of WETH follows the utilisation of its reserve.
      weth-utilisation:
        process: utilisation
        initial: 0.85
        mean: 0.84
        speed: 12.6
        volatility: 1.86
        jumpRate: 2
        jumpSize: 0.4
        prior: true
      weth-rates:
        process: kinked-rate
        utilisation: weth-utilisation
        slope1: 0.027
        slope2: 0.80
        optimal: 0.90
        reserveFactor: 0.15

      # The price of USDC returns to par, with rare depegs.
      usdc-peg:
        process: stablecoin-peg
        speed: 349
        volatility: 0.0035
        depegRate: 0.3
        depegMedian: 0.03
        depegLogSd: 0.6
        prior: true

    # Every token of the portfolio, and what it is redeemed into. Prices are US dollars.
    tokens:
      ETH: {price: 3332.53, factor: eth}
      WETH: {}
      wstETH: {exchangeRate: 1.1892, exchangeRateFactor: lido-rate, discountFactor: wsteth-discount}
      USDC: {price: 1.0, factor: usdc-peg}

    # Per year, continuously compounded: a number, or the name of a factor. Missing: 0.
    rates:
      aave-v3:
        WETH: {borrow: weth-rates, supply: weth-rates}
        USDC: {borrow: 0.055, supply: 0.04}

    # Shocks that are not named are uncorrelated.
    correlation:
      pairs:
        - [eth, wsteth-discount, -0.3]

    """

  static let aave = """
    # Terms of one market of a lending protocol; all of them are fractions.
    name: aave-v3
    adapter: aave-v3               # `lstrisk list protocols` shows the others
    parameters: {version: 3}
    asOf: 2024-12-31

    reserves:
      WETH:
        maxLoanToValue: 0.805
        liquidationThreshold: 0.83
        liquidationBonus: 0.05
        liquidationProtocolFee: 0.10
      wstETH:
        maxLoanToValue: 0.785
        liquidationThreshold: 0.81
        liquidationBonus: 0.06
        liquidationProtocolFee: 0.10
        # The oracle believes ETH x min(exchange rate, cap), and the cap rises by growth a year.
        oracle: {kind: capped-rate, cap: 1.2552, growth: 0.1120}
      USDC:
        maxLoanToValue: 0.75
        liquidationThreshold: 0.78
        liquidationBonus: 0.045
        liquidationProtocolFee: 0.10
        oracle: {kind: market}

    # Categories of tokens that move together, with terms of their own.
    eModes:
      1:
        label: ETH correlated
        maxLoanToValue: 0.93
        liquidationThreshold: 0.95
        liquidationBonus: 0.01
        collateral: [WETH, wstETH]
        borrowable: [WETH]

    """
}
