#!/usr/bin/env python3
"""check.py POSITIONS.csv RUN_DIR: compares the health factors that lstrisk found at time 0 with the file's.

Exits with 1 if one of them differs by more than 1e-6 relative where the debt exceeds 1 USD, or if an
account is missing. Python's standard library only.
"""
import csv
import sys

TOLERANCE = 1e-6


def main():
    with open(sys.argv[1]) as file:
        expected = {row["account_id"]: row for row in csv.DictReader(file)}
    with open(sys.argv[2] + "/accounts.csv") as file:
        lines = [line for line in file if not line.startswith("#")]
    found = {row["account"]: row for row in csv.DictReader(lines)}
    compared, worst, missing = 0, (0.0, ""), []
    for account, row in expected.items():
        if account not in found:
            missing.append(account)
            continue
        if float(row["debt_usd"]) <= 1:
            continue
        compared += 1
        want = float(row["health_factor"])
        difference = abs(float(found[account]["health_factor"]) / want - 1)
        worst = max(worst, (difference, account))
    print("%d accounts in the file, %d in the run, %d health factors compared, "
          "largest relative difference %.2e (%s)"
          % (len(expected), len(found), compared, worst[0], worst[1]))
    if missing:
        print("missing: " + ", ".join(missing[:10]))
    sys.exit(1 if missing or worst[0] > TOLERANCE else 0)


if __name__ == "__main__":
    main()
