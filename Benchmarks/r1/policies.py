#!/usr/bin/env python3
"""What twenty haircut policies cost beside one: `lstrisk policies` on R1's 64 baskets, both in turn.

    policies.py [--binary BINARY] [--paths N] [--reps N] [--keep DIR]

Writes two run documents that differ in their candidates alone: today's terms, and all twelve policies of the
catalogue, seven of them more than once; no two give the same terms. Every round runs both with the round's seed, each as a process of its own, and
the order changes from round to round. Prints user + system CPU of the whole process (documents, history,
decisions, paths, report), its medians, and the median of the rounds' ratios. Python's standard library only.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

import machine
from make_documents import HERE

HISTORY = os.path.join(machine.ROOT, "Data", "history", "eth_usd_daily.csv")
ONE = ["{name: today, policy: protocol}"]
TWENTY = ONE + [
    "{name: fixed 25 %, policy: fixed, haircut: 0.25, buffer: 0.05}",
    "{name: fixed 30 %, policy: fixed, haircut: 0.3, buffer: 0.05}",
    "{name: fixed 35 %, policy: fixed, haircut: 0.35, buffer: 0.05}",
    "{name: VaR 99 % of a day, policy: value-at-risk, level: 0.99, days: 1}",
    "{name: VaR 99 % of 10 days, policy: value-at-risk, level: 0.99, days: 10}",
    "{name: ES 97.5 % of 5 days, policy: expected-shortfall, level: 0.975, days: 5}",
    "{name: ES 97.5 % of 10 days, policy: expected-shortfall, level: 0.975, days: 10}",
    "{name: supervisory 5 days, policy: supervisory, holdingDays: 5}",
    "{name: supervisory 10 days, policy: supervisory, holdingDays: 10}",
    "{name: volatility-scaled 5 days, policy: volatility-scaled, days: 5}",
    "{name: volatility-scaled 10 days, policy: volatility-scaled, days: 10}",
    "{name: discount-aware, policy: discount-aware}",
    "{name: duration-weighted, policy: duration-weighted}",
    "{name: duration-weighted 40 %, policy: duration-weighted, yield: 0.4}",
    "{name: liquidity-aware, policy: liquidity-aware}",
    "{name: reputation, policy: reputation}",
    "{name: toxicity bound, policy: toxicity-bound, margin: 0.1}",
    "{name: toxicity bound 20 %, policy: toxicity-bound, margin: 0.2}",
    "{name: incentive from threshold, policy: incentive-from-threshold}",
]
FACTS = """policies:
  benchmark: today
  level: 0.99
  history:
    eth: {file: eth_usd_daily.csv, column: close_usd}
  exitQueue: {wait: 0.2, stressedWait: 46.4}
  liquidity: {ETH: 400000000, LST1: 150000000, LST2: 90000000, LST3: 60000000, LST4: 30000000, LST5: 15000000, LST6: 10000000}
  records: {%s}
  candidates:
""" % ", ".join("basket%02d: 1" % k for k in range(0, 64, 4))


def options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", help="the program lstrisk; default: it is built")
    parser.add_argument("--paths", type=int, default=200_000)
    parser.add_argument("--reps", type=int, default=5, help="rounds")
    parser.add_argument("--keep", metavar="DIR", help="documents and reports of the last round stay in DIR")
    given = parser.parse_args()
    if given.paths < 1 or given.reps < 1:
        parser.error("--paths and --reps must be positive")
    return given


def write_documents(directory):
    """The documents of R1, and one run document for each number of policies."""
    for name in os.listdir(HERE):
        if name.endswith((".yaml", ".csv")):
            shutil.copyfile(os.path.join(HERE, name), os.path.join(directory, name))
    shutil.copyfile(HISTORY, os.path.join(directory, os.path.basename(HISTORY)))
    with open(os.path.join(HERE, "run.yaml"), encoding="utf-8") as file:
        run = file.read().replace("accountTails: [equity_loss]", "accountTails: []")
    for name, candidates in (("one", ONE), ("twenty", TWENTY)):
        lines = "".join("    - %s\n" % candidate for candidate in candidates)
        with open(os.path.join(directory, name + ".yaml"), "w", encoding="utf-8") as file:
            file.write(run + FACTS + lines)


def cpu(binary, directory, name, given, seed):
    """User + system seconds of one run."""
    out = os.path.join(directory, name)
    shutil.rmtree(out, ignore_errors=True)
    process = subprocess.Popen(
        [binary, "policies", os.path.join(directory, name + ".yaml"), "--paths", str(given.paths),
         "--seed", str(seed), "--workers", "1", "--quiet", "--out", out])
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit("lst-risk failed on %s.yaml" % name)
    return usage.ru_utime + usage.ru_stime


def measure(binary, directory, given):
    runs = {"one": [], "twenty": []}
    for seed in range(1, given.reps + 1):
        for name in (("one", "twenty") if seed % 2 else ("twenty", "one")):
            runs[name].append(cpu(binary, directory, name, given, seed))
        print("round %d: one policy %.2f s, twenty %.2f s, ratio %.2f"
              % (seed, runs["one"][-1], runs["twenty"][-1], runs["twenty"][-1] / runs["one"][-1]))
    return runs


def main():
    given = options()
    binary = os.path.abspath(given.binary) if given.binary else machine.built_binary()
    with tempfile.TemporaryDirectory() as temporary:
        directory = given.keep or temporary
        os.makedirs(directory, exist_ok=True)
        write_documents(directory)
        runs = measure(binary, directory, given)
    ratios = [b / a for a, b in zip(runs["one"], runs["twenty"])]
    print("{:,} paths, one worker, medians of {} rounds: one policy {:.2f} s, twenty {:.2f} s, ratio {:.2f}"
          .format(given.paths, given.reps, statistics.median(runs["one"]),
                  statistics.median(runs["twenty"]), statistics.median(ratios)))


if __name__ == "__main__":
    main()
