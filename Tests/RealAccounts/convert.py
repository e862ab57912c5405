#!/usr/bin/env python3
"""Turns a snapshot of real Aave accounts into the documents of a run.

    python3 convert.py POSITIONS.csv OUTPUT_DIRECTORY

POSITIONS.csv is the table of accounts with stETH or wstETH collateral on Aave v2 and v3 of
2023-06-19 (figures of lidofinance/aave-liquidation-model; columns as in COLUMNS below). Needs
nothing but Python 3.9. Written: run.yaml, portfolio.csv, market.yaml, tokens/, protocols/.

- Prices are the ones that the table's own values imply: for every token of a market the ratio
  value / units on which most accounts agree.
- Collateral that no token column explains follows ETH (RESIDUAL_ETH); unexplained debt follows the
  dollar (RESIDUAL_USD), but ETH in an e-mode, where only ETH-like tokens can be borrowed. Debt in
  WBTC follows ETH. Gaps of rounding size are spread over the account's tokens instead.
- Every collateral row carries the account's own liquidation threshold.
- The script computes all health factors at time 0 from what it has written and compares them with
  the table: it fails if one with a debt above 1 USD differs by more than 1e-6.
"""

import csv
import math
import os
import re
import sys
from collections import Counter
from decimal import Decimal

COLUMNS = ("account_id", "market", "snapshot_utc", "bin", "emode", "collateral_usd", "debt_usd",
           "liquidation_threshold", "max_ltv", "health_factor", "steth_tokens", "wsteth_tokens",
           "weth_collateral_eth", "cbeth_tokens", "reth_tokens", "weth_debt_eth", "usdc_debt_usd",
           "usdt_debt_usd", "dai_debt_usd", "other_stable_debt_usd", "wbtc_debt_usd")
MARKETS = {"aave_v2_ethereum": "V2", "aave_v3_ethereum": "V3"}
PROTOCOLS = {"V2": "aave-v2-ethereum", "V3": "aave-v3-ethereum"}
# Column of units and token, in the order in which prices are solved.
DEBTS = (("weth_debt_eth", "ETH"), ("usdc_debt_usd", "USDC"), ("usdt_debt_usd", "USDT"),
         ("dai_debt_usd", "DAI"), ("other_stable_debt_usd", "OTHER_STABLE"))
COLLATERAL = (("weth_collateral_eth", "ETH"), ("steth_tokens", "stETH"),
              ("wsteth_tokens", "wstETH"), ("reth_tokens", "rETH"), ("cbeth_tokens", "cbETH"))
STABLES = ("USDC", "USDT", "DAI", "OTHER_STABLE")
# Ratios this close to each other state the same price.
SAME_PRICE = 1e-6
# A gap of at most so many dollars, or of this share of the total, is rounding.
ROUNDING_USD, ROUNDING_SHARE = 0.01, 2e-6
HEALTH_TOLERANCE = 1e-6


def number(row, column):
    return float(row[column]) if row[column] else 0.0


def read_positions(path):
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
        if missing:
            sys.exit(f"{path}: missing columns: {', '.join(missing)}")
        return list(reader)


def common_ratio(ratios):
    """The value that most ratios agree on: mean of the densest cluster, weighted by value."""
    ratios = sorted(ratios)
    best, start = (0, 0, 0), 0
    for end, (ratio, _) in enumerate(ratios):
        while ratio > ratios[start][0] * (1 + 2 * SAME_PRICE):
            start += 1
        best = max(best, (end + 1 - start, start, end + 1))
    cluster = ratios[best[1]:best[2]]
    return sum(v for _, v in cluster) / sum(v / r for r, v in cluster), len(cluster)


def solve_prices(rows):
    """Price of every token of every market, from accounts where nothing else is left to explain."""
    prices, support = {}, {}
    for market, suffix in MARKETS.items():
        accounts = [r for r in rows if r["market"] == market]
        for columns, total in ((DEBTS, "debt_usd"), (COLLATERAL, "collateral_usd")):
            for column, token in columns:
                name = f"{token}_{suffix}"
                if name in prices:
                    continue
                ratios = []
                for row in accounts:
                    units, rest = number(row, column), number(row, total)
                    for other, known in columns:
                        held = number(row, other)
                        if other == column or held == 0:
                            continue
                        price = prices.get(f"{known}_{suffix}")
                        rest = rest - held * price if price else math.nan
                    if units > 0 and rest > 0:
                        ratios.append((rest / units, rest))
                if ratios:
                    prices[name], support[name] = common_ratio(ratios)
    return prices, support


def legs(row, columns, total, suffix, prices, residual, notes):
    """Tokens and units of one side of an account, worth exactly what the table says."""
    target = number(row, total)
    units = {f"{t}_{suffix}": number(row, c) for c, t in columns if number(row, c) > 0}
    explicit = sum(u * prices[n] for n, u in units.items())
    if total == "debt_usd" and number(row, "wbtc_debt_usd") > 0:
        units["RESIDUAL_ETH"] = number(row, "wbtc_debt_usd")
        explicit += units["RESIDUAL_ETH"]
        notes["accounts with WBTC debt, taken as RESIDUAL_ETH"] += 1
    gap = target - explicit
    if explicit > 0 and (abs(gap) <= max(ROUNDING_USD, ROUNDING_SHARE * target) or gap < 0):
        if gap < 0 and abs(gap) > max(ROUNDING_USD, ROUNDING_SHARE * target):
            notes[f"accounts whose tokens exceed {total}: scaled down"] += 1
        units = {n: u * target / explicit for n, u in units.items()}
        notes[f"accounts with {total} explained up to rounding"] += 1
    elif gap > 0:
        units[residual] = units.get(residual, 0.0) + gap
        notes[f"accounts with a residual in {total}"] += 1
    return {n: u for n, u in units.items() if u > 0}


def decimal(x):
    """The shortest decimal that reads back as the same double, without an exponent."""
    return format(Decimal(repr(x)), "f")


def convert_accounts(rows, prices):
    prices = dict(prices, RESIDUAL_ETH=1.0, RESIDUAL_USD=1.0)
    notes, books, table = Counter(), Counter(), []
    for row in rows:
        suffix = MARKETS.get(row["market"])
        if suffix is None:
            sys.exit(f"{row['account_id']}: unknown market {row['market']}")
        if number(row, "collateral_usd") <= 0 and number(row, "debt_usd") <= 0:
            notes["accounts left out: neither collateral nor debt"] += 1
            continue
        e_mode = "1" if row["emode"] == "1" else ""
        book = f"{suffix.lower()}-{row['bin']}"
        residual_debt = "RESIDUAL_ETH" if e_mode else "RESIDUAL_USD"
        collateral = legs(
            row, COLLATERAL, "collateral_usd", suffix, prices, "RESIDUAL_ETH", notes)
        debts = legs(row, DEBTS, "debt_usd", suffix, prices, residual_debt, notes)
        head = (row["account_id"], book, PROTOCOLS[suffix], e_mode)
        for token, units in collateral.items():
            table.append((*head, "collateral", token, decimal(units), row["liquidation_threshold"]))
        for token, units in debts.items():
            table.append((*head, "debt", token, decimal(units), ""))
        books[book] += 1
    return table, books, notes


def write(directory, name, text):
    path = os.path.join(directory, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def write_portfolio(directory, table):
    header = ("account", "book", "protocol", "e_mode", "side", "token", "amount",
              "liquidation_threshold")
    write(directory, "portfolio.csv", "\n".join(",".join(r) for r in (header, *table)) + "\n")


def write_tokens(directory, prices):
    def token(symbol, kind, underlying=None):
        lines = [f"symbol: {symbol}", f"name: {symbol}", f"kind: {kind}"]
        lines += [f"underlying: {underlying}"] if underlying else []
        write(directory, f"tokens/{symbol.lower()}.yaml", "\n".join(lines) + "\n")

    for name in prices:
        kind, suffix = name.rsplit("_", 1)
        if kind in STABLES:
            token(name, "stable")
        elif kind == "ETH":
            token(name, "native")
        else:
            token(name, "rebasing" if kind == "stETH" else "exchange-rate", f"ETH_{suffix}")
    token("RESIDUAL_ETH", "native")
    token("RESIDUAL_USD", "stable")


def reserve(name, loan_to_value, threshold, bonus, fee, oracle="exchange-rate"):
    return (f"  {name}: {{maxLoanToValue: {loan_to_value}, liquidationThreshold: {threshold}, "
            f"liquidationBonus: {bonus}, liquidationProtocolFee: {fee}, "
            f"oracle: {{kind: {oracle}}}}}\n")


def write_protocols(directory, prices):
    """Thresholds here are the market's at the time; every account overrides them with its own."""
    def stables(suffix, fee):
        names = [n for n in prices if n.endswith(suffix) and n.rsplit("_", 1)[0] in STABLES]
        return "".join(reserve(n, 0, 0, 0.05, fee) for n in (*names, "RESIDUAL_USD"))

    write(directory, "protocols/aave-v2-ethereum.yaml",
          "name: aave-v2-ethereum\nadapter: aave-v3\nparameters: {version: 2}\n"
          "asOf: 2023-06-19\nsource: bonus of 7.5 %, 5 % for ETH; stETH at its market price\n"
          "reserves:\n"
          + reserve("ETH_V2", 0.825, 0.86, 0.05, 0)
          + reserve("stETH_V2", 0.72, 0.83, 0.075, 0, "market")
          + reserve("RESIDUAL_ETH", 0.72, 0.80, 0.075, 0) + stables("V2", 0))
    write(directory, "protocols/aave-v3-ethereum.yaml",
          "name: aave-v3-ethereum\nadapter: aave-v3\nparameters: {version: 3}\n"
          "asOf: 2023-06-19\nsource: reserves as of June 2023; e-mode 1 with a bonus of 1 %\n"
          "reserves:\n"
          + reserve("ETH_V3", 0.80, 0.825, 0.05, 0.1)
          + reserve("wstETH_V3", 0.69, 0.80, 0.07, 0.1)
          + reserve("rETH_V3", 0.67, 0.74, 0.075, 0.1)
          + reserve("cbETH_V3", 0.67, 0.74, 0.075, 0.1)
          + reserve("RESIDUAL_ETH", 0.70, 0.76, 0.05, 0.1) + stables("V3", 0.1)
          + "eModes:\n  1: {label: ETH correlated, maxLoanToValue: 0.90,"
          " liquidationThreshold: 0.93, liquidationBonus: 0.01,"
          " collateral: [ETH_V3, wstETH_V3, rETH_V3, cbETH_V3], borrowable: [ETH_V3, RESIDUAL_ETH]}\n")


def write_market(directory, prices):
    """ETH as on the evening of 2023-06-18, the last close before the snapshot."""
    level = 0.00061
    log_discount = math.log(prices["ETH_V2"] / prices["stETH_V2"])
    rate = {n: prices[n] / prices["ETH_V3"] for n in ("wstETH_V3", "rETH_V3", "cbETH_V3")}
    jumps = ("jumpRate: 0.3, jumpRateSlope: 60, jumpRateCap: 40, jumpMedian: {}, jumpLogSd: 0.8, "
             "prior: true")
    lines = [
        "asOf: 2023-06-19",
        "source: prices implied by the snapshot; processes as in the market of 2024-12-31",
        "factors:",
        "  eth-calm: {process: garch-t, alpha: 0.0955, beta: 0.8986, degreesOfFreedom: 3.461, "
        "bound: 1, initialVolatility: 0.4407, targetVolatility: 0.8849}",
        "  eth: {process: crash-jump, price: eth-calm, jumpRate: 3, jumpMean: -0.0556, "
        "jumpVolatility: 0.0248, prior: true}",
        "  staking-rate: {process: cox-ingersoll-ross, initial: 0.0497, mean: 0.0497, "
        "speed: 0.7, volatility: 0.04, prior: true}",
        "  lido-rate: {process: exchange-rate, rewardRate: staking-rate, fee: 0.10}",
        "  rocketpool-rate: {process: exchange-rate, rewardRate: staking-rate, fee: 0.14}",
        "  coinbase-rate: {process: exchange-rate, rewardRate: staking-rate, fee: 0.25}",
        f"  steth-discount: {{process: discount, logReturn: eth, level: {level}, speed: 34, "
        f"volatility: 0.0044, initialDeviation: {log_discount - level!r}, {jumps.format(0.004)}}}",
        "  reth-discount: {process: discount, logReturn: eth, level: 0.001, speed: 30, "
        f"volatility: 0.008, {jumps.format(0.005)}}}",
        "  cbeth-discount: {process: discount, logReturn: eth, level: 0.001, speed: 30, "
        f"volatility: 0.008, {jumps.format(0.006)}}}",
        "tokens:",
    ]
    staking = {"stETH_V2": "lido-rate", "wstETH_V3": "lido-rate", "rETH_V3": "rocketpool-rate",
               "cbETH_V3": "coinbase-rate"}
    discount = {"stETH_V2": "steth-discount", "wstETH_V3": "steth-discount",
                "rETH_V3": "reth-discount", "cbETH_V3": "cbeth-discount"}
    for name in prices:
        kind = name.rsplit("_", 1)[0]
        if kind == "ETH":
            lines.append(f"  {name}: {{price: {prices[name]!r}, factor: eth}}")
        elif kind in STABLES:
            lines.append(f"  {name}: {{price: {prices[name]!r}}}")
        else:
            start = f"exchangeRate: {rate[name]!r}, " if name in rate else ""
            lines.append(f"  {name}: {{{start}exchangeRateFactor: {staking[name]}, "
                         f"discountFactor: {discount[name]}}}")
    lines += ["  RESIDUAL_ETH: {price: 1.0, factor: eth}", "  RESIDUAL_USD: {price: 1.0}",
              "rates:"]
    for suffix, protocol in PROTOCOLS.items():
        lines.append(f"  {protocol}:")
        for name in prices:
            kind = name.rsplit("_", 1)[0]
            if name.endswith(suffix) and kind in ("ETH", *STABLES):
                lines.append(f"    {name}: {{borrow: {0.025 if kind == 'ETH' else 0.035}}}")
        lines += ["    RESIDUAL_ETH: {borrow: 0.025}", "    RESIDUAL_USD: {borrow: 0.035}"]
    lines += ["correlation:", "  pairs:", "    - [steth-discount, reth-discount, 0.33]",
              "    - [steth-discount, cbeth-discount, 0.33]",
              "    - [reth-discount, cbeth-discount, 0.33]"]
    write(directory, "market.yaml", "\n".join(lines) + "\n")


def write_run(directory, books):
    lines = ["name: Aave accounts with stETH, 2023-06-19", "valuationDate: 2023-06-19",
             "horizon: 30 d", "step: 1 d", "paths: 100000", "seed: 20230619", "numeraire: USD",
             "levels: [0.95, 0.975, 0.99, 0.999]", "market: market.yaml", "tokens: tokens",
             "protocols: [protocols/aave-v2-ethereum.yaml, protocols/aave-v3-ethereum.yaml]",
             "portfolio: portfolio.csv", "books:"]
    lines += [f"  - {{name: {book}, view: borrower}}" for book in books]
    write(directory, "run.yaml", "\n".join(lines) + "\n")


def oracle_prices(directory):
    """What the written market document makes of every token at time 0, as the oracle sees it."""
    with open(os.path.join(directory, "market.yaml"), encoding="utf-8") as file:
        text = file.read()
    entries = {}
    for name, body in re.findall(r"^  ([\w-]+): \{(.*)\}$", text, re.MULTILINE):
        entries[name] = dict(re.findall(r"([\w]+): ([^,]+)", body))
    prices = {name: float(entry["price"]) for name, entry in entries.items()
              if "price" in entry and "process" not in entry}
    for name, entry in entries.items():
        if "exchangeRate" in entry:
            prices[name] = prices[f"ETH_{name[-2:]}"] * float(entry["exchangeRate"])
        elif name.startswith("stETH"):
            factor = entries[entry["discountFactor"]]
            x = float(factor["level"]) + float(factor["initialDeviation"])
            prices[name] = prices[f"ETH_{name[-2:]}"] * math.exp(-x)
    return prices


def check_health(directory, rows):
    """Largest relative difference of health factors at time 0, among debts above 1 USD."""
    prices = oracle_prices(directory)
    power, debt = Counter(), Counter()
    with open(os.path.join(directory, "portfolio.csv"), newline="", encoding="utf-8") as file:
        for leg in csv.DictReader(file):
            value = float(leg["amount"]) * prices[leg["token"]]
            if leg["side"] == "debt":
                debt[leg["account"]] += value
            else:
                power[leg["account"]] += value * float(leg["liquidation_threshold"])
    worst, compared, below = (0.0, ""), 0, 0
    for row in rows:
        if number(row, "debt_usd") <= 1:
            continue
        found = power[row["account_id"]] / debt[row["account_id"]]
        difference = abs(found / number(row, "health_factor") - 1)
        worst = max(worst, (difference, row["account_id"]))
        compared += 1
        below += found < 1
    return worst, compared, below


def main(arguments):
    if len(arguments) != 2:
        sys.exit("usage: convert.py POSITIONS.csv OUTPUT_DIRECTORY")
    source, directory = arguments
    rows = read_positions(source)
    prices, support = solve_prices(rows)
    table, books, notes = convert_accounts(rows, prices)
    write_portfolio(directory, table)
    write_tokens(directory, prices)
    write_protocols(directory, prices)
    write_market(directory, prices)
    write_run(directory, books)
    print(f"accounts read {len(rows)}, written {sum(books.values())}, legs {len(table)}")
    for book, count in books.items():
        print(f"  book {book}: {count}")
    for note, count in sorted(notes.items()):
        print(f"  {note}: {count}")
    for name, price in prices.items():
        print(f"  price {name}: {price:.9f} (agreed on by {support[name]} accounts)")
    (difference, account), compared, below = check_health(directory, rows)
    print(f"health factors: {compared} compared, {below} below 1, "
          f"largest relative difference {difference:.3g} ({account})")
    if difference > HEALTH_TOLERANCE:
        sys.exit(f"health factors differ by more than {HEALTH_TOLERANCE}")


if __name__ == "__main__":
    main(sys.argv[1:])
