#!/usr/bin/env python3
"""accounts.py N DIR [--seed SEED]: the documents of N single-collateral accounts on R1's market, in DIR.

Account b has one collateral, token b mod 7 of R1's seven, and a debt in USD; its book is b mod 4 of four.
With u uniform on [0, 1): collateral 1e6 * (0.25 + 1.5 u) USD, initial health factor 1.08 + 0.92 u'.
Market, tokens and protocol are copies of R1's documents, the horizon is 30 daily steps; there are no tails
by account. Run with `lstrisk report DIR/run.yaml --paths N --out RUN_DIR`. Python's standard library only;
the same N and SEED give the same bytes.
"""
import argparse
import math
import os
import random
import shutil

from make_documents import HERE, LSTS, SPEC

SYMBOLS = ["ETH"] + ["LST%d" % i for i in LSTS]
TOKENS = ["token-%s.yaml" % symbol.lower() for symbol in SYMBOLS + ["USD"]]
BOOKS = 4


def options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", metavar="N", type=int, help="number of accounts, for example 64, 20000, 200000")
    parser.add_argument("directory", metavar="DIR", help="is made if it is missing; its documents are replaced")
    parser.add_argument("--seed", type=int, default=20240601)
    given = parser.parse_args()
    if given.count < BOOKS:
        parser.error("N must be at least %d, one account for each book" % BOOKS)
    return given


def accounts(count, seed):
    """(symbol, collateral in tokens, debt in USD) of every account."""
    uniform = random.Random(seed).random
    lst_price = SPEC["S0"] * SPEC["e0"] * math.exp(-SPEC["discount"]["x0"])
    for b in range(count):
        token = b % len(SYMBOLS)
        value = 1e6 * (0.25 + 1.5 * uniform())
        health = 1.08 + 0.92 * uniform()
        yield SYMBOLS[token], value / (lst_price if token else SPEC["S0"]), SPEC["LT"][token] * value / health


def portfolio(count, seed):
    lines = ["account,book,protocol,side,token,amount"]
    digits = len(str(count - 1))
    for b, (symbol, amount, debt) in enumerate(accounts(count, seed)):
        start = "account%0*d,book%d,r1" % (digits, b, 1 + b % BOOKS)
        lines.append("%s,collateral,%s,%r" % (start, symbol, amount))
        lines.append("%s,debt,USD,%r" % (start, debt))
    return "\n".join(lines) + "\n"


def run(count):
    return """# {:,} single-collateral accounts on the market of the reference workload R1.
name: R1 with {:,} accounts
valuationDate: 2024-06-01
horizon: {} d
step: 1 d
paths: 1000000
seed: 1
workers: 1
numeraire: USD
levels: [0.95, 0.99, 0.999]
accountDetail: liquidations
accountTails: []
market: market.yaml
tokens: [{}]
protocols: [protocol.yaml]
portfolio: portfolio.csv
""".format(count, count, SPEC["steps"], ", ".join(TOKENS))


def main():
    given = options()
    os.makedirs(given.directory, exist_ok=True)
    for name in ["market.yaml", "protocol.yaml"] + TOKENS:
        shutil.copyfile(os.path.join(HERE, name), os.path.join(given.directory, name))
    for name, text in (("portfolio.csv", portfolio(given.count, given.seed)), ("run.yaml", run(given.count))):
        with open(os.path.join(given.directory, name), "w", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    main()
