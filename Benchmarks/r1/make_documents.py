#!/usr/bin/env python3
"""Writes the reference workload R1 as ordinary documents of lst-risk, from r1.json beside this file.

Usage: make_documents.py    (python3 standard library only; run again after a change of r1.json)
"""
import json
import math
import os

HERE = os.path.dirname(os.path.abspath(__file__))
SPEC = json.load(open(os.path.join(HERE, "r1.json")))
LSTS = range(1, 7)


def write(name, text):
    with open(os.path.join(HERE, name), "w", newline="\n") as file:
        file.write(text)


def tokens():
    for symbol, kind, underlying in (
        [("ETH", "native", None), ("USD", "stable", None)]
        + [("LST%d" % i, "exchange-rate", "ETH") for i in LSTS]
    ):
        lines = ["symbol: %s" % symbol, "kind: %s" % kind]
        if underlying:
            lines.append("underlying: %s" % underlying)
        write("token-%s.yaml" % symbol.lower(), "\n".join(lines) + "\n")


def protocol():
    reserves = ["ETH"] + ["LST%d" % i for i in LSTS]
    lines = ["name: r1", "adapter: full-close",
             "parameters: {liquidationBonus: %r}" % SPEC["bonus"], "reserves:"]
    for symbol, threshold in zip(reserves, SPEC["LT"]):
        lines.append(
            "  %s: {maxLoanToValue: %r, liquidationThreshold: %r, liquidationBonus: %r, "
            "oracle: {kind: market}}" % (symbol, threshold, threshold, SPEC["bonus"]))
    lines.append("  USD: {maxLoanToValue: 0, liquidationThreshold: 0, liquidationBonus: 0}")
    write("protocol.yaml", "\n".join(lines) + "\n")


def market():
    eth, discount, reward = SPEC["eth"], SPEC["discount"], SPEC["reward"]
    lines = ["asOf: 2024-06-01", "source: reference workload R1", "factors:",
             "  eth: {process: merton, drift: %r, volatility: %r, jumpRate: %r, jumpMean: %r, "
             "jumpVolatility: %r}" % (eth["drift"], eth["vol"], eth["lam"], eth["jmean"], eth["jsd"])]
    volatility = discount["statsd"] * math.sqrt(2 * discount["speed"])
    for i in LSTS:
        lines.append("  discount%d: {process: discount, level: %r, speed: %r, volatility: %r}"
                     % (i, discount["mean"], discount["speed"], volatility))
    for i in LSTS:
        lines.append("  reward%d: {process: cox-ingersoll-ross, initial: %r, mean: %r, speed: %r, "
                     "volatility: %r}"
                     % (i, reward["r0"], reward["mean"], reward["speed"], reward["vol"]))
    for i in LSTS:
        lines.append("  rate%d: {process: exchange-rate, rewardRate: reward%d}" % (i, i))
    lines += ["tokens:", "  ETH: {price: %r, factor: eth}" % SPEC["S0"], "  USD: {price: 1.0}"]
    for i in LSTS:
        lines.append("  LST%d: {exchangeRate: %r, exchangeRateFactor: rate%d, "
                     "discountFactor: discount%d}" % (i, SPEC["e0"], i, i))
    lines += ["rates:", "  r1:", "    USD: {borrow: %r}" % SPEC["debt_rate"]]
    names = (["eth"] + ["discount%d" % i for i in LSTS] + ["reward%d" % i for i in LSTS])
    lines += ["correlation:", "  factors: [%s]" % ", ".join(names), "  matrix:"]
    for row in SPEC["corr"]:
        lines.append("    - [%s]" % ", ".join("%r" % value for value in row))
    write("market.yaml", "\n".join(lines) + "\n")


def portfolio():
    lines = ["account,book,protocol,side,token,amount"]
    symbols = ["ETH"] + ["LST%d" % i for i in LSTS]
    for b, (amounts, debt) in enumerate(zip(SPEC["amounts"], SPEC["debt"])):
        for symbol, amount in zip(symbols, amounts):
            lines.append("basket%02d,r1,r1,collateral,%s,%r" % (b, symbol, amount))
        lines.append("basket%02d,r1,r1,debt,USD,%r" % (b, debt))
    write("portfolio.csv", "\n".join(lines) + "\n")


def run():
    tokens_list = ", ".join("token-%s.yaml" % s for s in
                            ["eth", "usd"] + ["lst%d" % i for i in LSTS])
    write("run.yaml", """# The reference workload R1: 64 baskets, 13 correlated factors, 30 daily steps.
name: R1
valuationDate: 2024-06-01
horizon: %d d
step: 1 d
paths: 1000000
seed: 1
workers: 1
numeraire: USD
levels: [0.95, 0.99, 0.999]
# What the other tools work out: no contributions, of single accounts the tail of the equity loss alone.
contributions: none
accountTails: [equity_loss]
market: market.yaml
tokens: [%s]
protocols: [protocol.yaml]
portfolio: portfolio.csv
""" % (SPEC["steps"], tokens_list))


if __name__ == "__main__":
    tokens()
    protocol()
    market()
    portfolio()
    run()
