/// Words of the field that mean one thing: what other protocols, papers and libraries call it.
///
/// A document may know one word of a group; whoever writes another gets that one as hint. Spelling counts by
/// letters and digits alone, without case: `max_ltv` is `maxLTV`. Of several groups the first counts that has a
/// word that is known where the word was found.
enum Synonyms {
  /// The known word that means the same as the one that was found.
  static func word(for found: String, among known: [String]) -> String? {
    let letters = letters(of: found)
    guard letters.count <= longest, !letters.isEmpty else { return nil }
    if let same = known.first(where: { self.letters(of: $0) == letters }) { return same }
    for group in groups where group.contains(letters) {
      if let match = known.first(where: { group.contains(self.letters(of: $0)) }) { return match }
    }
    return nil
  }

  /// Whether two words differ in case, blanks and signs alone.
  static func areSpelledAlike(_ a: String, _ b: String) -> Bool { letters(of: a) == letters(of: b) }

  private static func letters(of word: String) -> String {
    // The longest word of a group has fewer letters; what is longer is not looked at.
    String(word.prefix(2 * longest).lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private static let longest = 40

  /// Each as its words without case, blanks and signs.
  private static let groups: [Set<String>] = words.map { line in
    Set(line.split(separator: ",").map { letters(of: String($0)) })
  }

  private static let words = [
    // Measures and policies.
    """
    es, expected-shortfall, cvar, tvar, avar, conditional var, conditional value at risk, tail var, tail value at risk,
    average var, average value at risk, expected tail loss, etl, mean excess loss
    """,
    "var, value-at-risk, quantile loss, percentile loss",
    "mean, expected loss, average, average loss, el",
    """
    liquidation_probability, probability of liquidation, p liquidation, p liquidated, liquidation prob, prob liquidation,
    pl
    """,
    "bad_debt_probability, probability of bad debt, p bad debt, probability of default, pd, shortfall probability",
    "equity_loss, loss, pnl, profit and loss, equity, net loss",
    "bad_debt, deficit, shortfall, debt shortfall, uncovered debt, insolvency",
    "liquidated, liquidation, liquidations, liquidated amount, repaid",
    // Terms of reserves. «Liquidation ltv» is the threshold: it stands before «ltv».
    """
    liquidationThreshold, liquidation_threshold, lltv, liquidation ltv, liquidation loan to value, lt, liq threshold,
    liquidate collateral factor, liquidation collateral factor, maintenance ltv, liquidation factor, threshold,
    liquidation ratio, asset liquidation threshold
    """,
    """
    maxLoanToValue, ltv, max ltv, loan to value, maximum loan to value, maximum ltv, collateral factor, cf,
    borrow collateral factor, borrow ltv, initial ltv, base ltv
    """,
    """
    liquidationBonus, bonus, liquidation penalty, penalty, liquidation incentive, incentive, liquidation incentive factor,
    lif, liquidation discount, liquidation premium, premium, liq bonus, liquidator bonus, close incentive
    """,
    "liquidationProtocolFee, liquidation fee, protocol liquidation fee, protocol share, treasury fee, protocolFee",
    "protocolFee, fee, commission, staking fee, node operator fee, reward fee",
    "fee, protocolFee, commission, staking fee, reward fee, performance fee",
    "closeFactor, max close factor, liquidation close factor, maximum close factor, close amount, default close factor",
    "reserveFactor, reserve fee, protocol fee, treasury share, interest fee",
    "minimumLeftover, dust, min leftover, minimum leftover base",
    "oracle, price feed, price oracle, price source",
    "cap, price cap, ratio cap, snapshot ratio, max ratio",
    "growth, max yearly growth, max yearly ratio growth, yearly growth, max yearly growth percent",
    "eModes, emode categories, efficiency modes, categories",
    "e_mode, efficiency mode, emode category, emode id, user emode, category",
    "borrowable, borrow, borrow assets, debt",
    "slope1, base slope, multiplier, variable rate slope1, slope below kink, multiplier per year",
    "slope2, jump slope, jump multiplier, variable rate slope2, slope above kink",
    "optimal, kink, optimal utilisation, optimal utilization, optimal usage ratio, target utilisation, target utilization",
    // Portfolio.
    "collateral, supply, supplied, deposit, deposits, deposited, lend, lent, long",
    "debt, borrow, borrowed, borrows, loan, liability, short, owed",
    "supply, deposit, collateral, lend, supply rate, supply apy, deposit rate, liquidity rate",
    "borrow, debt, borrow rate, borrow apy, loan rate, variable borrow rate",
    "account, address, user, wallet, owner, borrower, position, position id, account id, id",
    "amount, balance, quantity, units, size, token amount, qty",
    "token, asset, symbol, reserve, coin, currency, underlying",
    "protocol, venue, pool, platform",
    "book, desk, strategy, group, portfolio",
    "side, type, direction, kind",
    // Run documents.
    "valuationDate, as of, date, valuation, value date",
    "asOf, valuation date, date, snapshot date",
    "horizon, holding period, risk horizon, maturity",
    "step, time step, dt, step size",
    "paths, simulations, scenarios, trials, samples, n paths, num paths, number of paths, n sims, iterations",
    "seed, random seed, rng seed",
    "workers, threads, cores, processes, jobs",
    "numeraire, currency, base currency, reporting currency, quote",
    "levels, confidence levels, confidence, confidences, alphas, quantiles, percentiles, level",
    "level, confidence level, confidence, alpha, quantile, percentile, levels",
    "warn, warning, soft, soft limit, alert, amber, yellow",
    "hard, hard limit, limit, breach, max, maximum, red, threshold",
    "percent, pct, percentage, per cent, relative",
    "borrower, owner, debtor, borrowing",
    "lender, creditor, lending, protocol",
    // Processes.
    "geometric-brownian-motion, gbm, black scholes, lognormal, brownian motion",
    "ornstein-uhlenbeck, ou, vasicek, mean reverting, hull white",
    "cox-ingersoll-ross, cir, square root diffusion, feller",
    "merton, mjd, jump diffusion, merton jump diffusion",
    "garch-t, garch, student garch, garch11",
    "student-t, t, students t, t distribution",
    "exchange-rate, exchangeRate, non-rebasing, value accruing, reward bearing, redemption rate, fundamental",
    "rebasing, rebase, elastic",
    "stable, stablecoin, stable coin, fiat",
    "native, crypto, base, gas token",
    "exchange-rate, primary, contract rate, protocol rate",
    "market, spot, dex, secondary, market price, chainlink",
    "volatility, vol, sigma, σ, standard deviation, stdev, sd, annual volatility, ann vol, implied volatility",
    "targetVolatility, long run volatility, target vol, unconditional volatility, volatility, vol, sigma",
    "initialVolatility, start volatility, current volatility, initial vol",
    "mean, long run mean, theta, θ, level, long run level",
    "level, mean, long run mean, theta, θ",
    "speed, kappa, κ, mean reversion, mean reversion speed, reversion speed, reversion",
    "degreesOfFreedom, dof, df, nu, ν, degrees",
    "jumpRate, lambda, λ, jump intensity, intensity, jumps per year",
    "jumpMean, mean jump, jump size, mu j",
    "jumpVolatility, jump vol, sigma j, jump sd, jump standard deviation",
    "drift, mu, μ, growth rate, expected return",
    "initial, x0, start, initial value, spot, today",
    "price, spot, spot price, initial price, last price, usd price",
    "exchangeRate, rate, ratio, conversion rate, redemption rate, share price, underlying per token",
    "discountFactor, discount, peg, basis factor",
    "factor, price factor, process, driver",
    "haircut, discount rate, margin, valuation haircut",
  ]
}
