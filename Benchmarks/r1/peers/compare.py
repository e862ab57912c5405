#!/usr/bin/env python3
"""compare.py RESULT.json [OTHER.json]: do two runs of R1 agree (see ../R1.md)?

OTHER is another run or, without it, reference.json. z = difference / combined standard error of
each figure; the standard errors of one million paths come from reference.json, a probability has
its binomial one. In 28 of the 64 baskets VaR 99.9 % sits on an atom of the loss (the equity is gone), where
the error does not shrink like 1/sqrt(N): runs of less than a million paths are compared in the means,
the probabilities and the aggregate's tails alone. Prints per metric the z of the aggregate (of liq:
the last basket), the root mean square and the largest |z|; exit status 1 when one exceeds LIMIT or is
not a number.
"""
import json
import math
import os
import sys

LIMIT = 4.5
# Some baskets sit on the cap E_0 at 99.9 %: no sampling error there, so an absolute floor.
SMALLEST_RELATIVE_ERROR = 1e-5
# Runs of so many paths are compared in every figure.
ALL_FIGURES_PATHS = 1_000_000


def reference():
    """The reference as a run: `n` paths, `metrics`; and the standard errors of one million paths."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference.json")
    with open(path) as file:
        document = json.load(file)
    run = {"engine": "reference", "n": document["paths"],
           "metrics": {name: m["value"] for name, m in document["metrics"].items()}}
    return run, {name: m["se1m"] for name, m in document["metrics"].items()}


def pooled(runs):
    """Independent runs of one engine and one number of paths as a single run: the mean of every figure."""
    if len({run["n"] for run in runs}) != 1:
        raise ValueError("runs of different numbers of paths cannot be pooled")
    metrics = {name: [math.fsum(column) / len(runs)
                      for column in zip(*(run["metrics"][name] for run in runs))]
               for name in runs[0]["metrics"]}
    return {"engine": runs[0]["engine"], "n": sum(run["n"] for run in runs), "paths_per_run": runs[0]["n"],
            "metrics": metrics}


def compares_all_figures(run, other):
    return min(r.get("paths_per_run", r["n"]) for r in (run, other)) >= ALL_FIGURES_PATHS


def z_scores(run, other):
    """z of the figures that are compared, by metric; positive where `run` is larger."""
    values, errors = reference()
    shares = 1 / run["n"] + 1 / other["n"]
    scores = {}
    for name, value in values["metrics"].items():
        x, y = run["metrics"][name], other["metrics"][name]
        if not len(x) == len(y) == len(value):
            raise ValueError("%s has %d and %d figures instead of %d" % (name, len(x), len(y), len(value)))
        if name == "liq":
            deviations = [math.sqrt(p * (1 - p) * shares) for p in value]
        else:
            deviations = [e * math.sqrt(1e6 * shares) for e in errors[name]]
        row = [(a - b) / max(s, SMALLEST_RELATIVE_ERROR * abs(v))
               for a, b, s, v in zip(x, y, deviations, value)]
        whole = name in ("mean", "liq") or compares_all_figures(run, other)
        scores[name] = row if whole else row[-1:]
    return scores


def largest(scores):
    """The largest |z| of all figures; infinity if one is not a number."""
    return max(abs(z) if math.isfinite(z) else math.inf for row in scores.values() for z in row)


def main():
    with open(sys.argv[1]) as file:
        run = json.load(file)
    if len(sys.argv) > 2:
        with open(sys.argv[2]) as file:
            other = json.load(file)
    else:
        other, _ = reference()
    scores = z_scores(run, other)
    agrees = largest(scores) <= LIMIT
    print("%s n %d %s with %s" % (run["engine"], run["n"], "agrees" if agrees else "DISAGREES", other["engine"]))
    print("  " + "; ".join(
        "%s agg z %+.2f rms %.2f max|z| %.2f"
        % (name, row[-1], math.sqrt(math.fsum(z * z for z in row) / len(row)), largest({name: row}))
        for name, row in scores.items()))
    sys.exit(0 if agrees else 1)


if __name__ == "__main__":
    main()
