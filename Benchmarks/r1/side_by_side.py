#!/usr/bin/env python3
"""The speed of lst-risk beside other tools at the same work, the reference workload R1 (see R1.md).

    setup_peers.sh DIR
    side_by_side.py --peers DIR

Runs lst-risk and every peer in DIR in turn (A B C ... A B C ...), each run as a process of its own with
the seed of its round, and prints the medians. CPU is user + system time of the whole process; for a Python
peer it is counted without imports and compilation. Wall time and peak memory are of the whole process.
Every engine's figures, the means over its runs, are compared with those of lst-risk and with the reference
of 128 million paths. Exit status 1 when lst-risk fails or disagrees.

    side_by_side.py --agree 1,2,3

runs lst-risk alone and compares each seed's figures and their means with the reference.
"""
import argparse
import datetime
import json
import os
import statistics
import sys

import machine
from engines import ENGINES, JAX_CHUNK, OURS, Failure, run_ours, run_peer
from peers import compare

README = os.path.join(machine.ROOT, "README.md")
BEGIN, END = "<!-- speed:begin -->", "<!-- speed:end -->"


def seed_list(text):
    return [int(seed) for seed in text.split(",")]


def options():
    names = ",".join(engine.name for engine in ENGINES)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", help="the program lstrisk; default: it is built")
    parser.add_argument("--peers", metavar="DIR", default=os.path.join(machine.ROOT, ".build", "peers"),
                        help="the directory given to setup_peers.sh; default: .build/peers of the project")
    parser.add_argument("--paths", type=int, default=1_000_000, help="a multiple of %d" % JAX_CHUNK)
    parser.add_argument("--reps", type=int, default=5, help="rounds")
    parser.add_argument("--workers", type=int, default=1, help="threads of every engine")
    parser.add_argument("--engines", metavar="A,B,C", help="peers to run, of " + names)
    parser.add_argument("--json", metavar="FILE", help="keeps every run with its figures")
    parser.add_argument("--agree", metavar="SEEDS", type=seed_list,
                        help="only compare lst-risk with the reference, for seeds such as 1,2,3")
    parser.add_argument("--update-readme", action="store_true",
                        help="puts the table between %s and %s of README.md" % (BEGIN, END))
    given = parser.parse_args()
    if given.paths < 1 or given.paths % JAX_CHUNK:
        parser.error("--paths must be a positive multiple of %d" % JAX_CHUNK)
    if given.reps < 1 or given.workers < 1:
        parser.error("--reps and --workers must be positive")
    unknown = set(given.engines.split(",")) - set(names.split(",")) if given.engines else set()
    if unknown:
        parser.error("no engine %s; there are %s" % (", ".join(sorted(unknown)), names))
    return given


def chosen_engines(given):
    """lst-risk and the peers that were asked for and are there."""
    asked = given.engines.split(",") if given.engines else [engine.name for engine in ENGINES]
    found = [OURS]
    for engine in ENGINES:
        if engine is OURS or engine.name not in asked:
            continue
        if engine.single_threaded and given.workers > 1:
            print("%s: left out, it has one thread" % engine.name, file=sys.stderr)
        elif not engine.is_available(given.peers):
            print("%s: left out, not in %s" % (engine.name, given.peers), file=sys.stderr)
        else:
            found.append(engine)
    return found


def measure(engines, binary, given):
    """Runs by engine name. A peer that fails once is left out of the later rounds and of the result."""
    runs = {engine.name: [] for engine in engines}
    for seed in range(1, given.reps + 1):
        for engine in [engine for engine in engines if engine.name in runs]:
            try:
                if engine is OURS:
                    run = run_ours(binary, given.paths, given.workers, seed)
                else:
                    run = run_peer(engine, given.peers, given.paths, given.workers, seed)
            except Failure as failure:
                if engine is OURS:
                    sys.exit("lst-risk failed: %s" % failure)
                print("%s: left out, %s" % (engine.name, failure), file=sys.stderr)
                del runs[engine.name]
                continue
            runs[engine.name].append({"seed": seed, **run})
            print("round %d, %-9s  CPU %7.2f s  wall %7.2f s  peak %5.0f MB"
                  % (seed, engine.name, run["cpu"], run["wall"], run["peak_mb"]), file=sys.stderr)
    return runs


def median(runs, quantity):
    return statistics.median(run[quantity] for run in runs)


def table(engines, runs):
    """Medians as a Markdown table; the ratio is that of the CPU medians."""
    lines = ["| engine | CPU s | ratio to lst-risk | wall s | peak MB |", "|---|---:|---:|---:|---:|"]
    ours = median(runs[OURS.name], "cpu")
    for engine in engines:
        if engine.name in runs:
            cpu, wall, peak = (median(runs[engine.name], q) for q in ("cpu", "wall", "peak_mb"))
            lines.append("| %s | %.2f | %.1f | %.2f | %.0f |" % (engine.label, cpu, cpu / ours, wall, peak))
    return "\n".join(lines)


def agreement(runs):
    """By engine the largest |z| against the reference and against lst-risk, which is its own peer here."""
    reference, _ = compare.reference()
    pooled = {name: compare.pooled([run["result"] for run in of]) for name, of in runs.items()}
    return {name: {"reference": compare.largest(compare.z_scores(run, reference)),
                   OURS.name: compare.largest(compare.z_scores(run, pooled[OURS.name]))}
            for name, run in pooled.items()}


def agreement_text(agreements, given):
    over = ["%s (|z| %.1f against %s)" % (name, z, other) for name, of in agreements.items()
            for other, z in of.items() if z > compare.LIMIT]
    figures = ("all figures" if given.paths >= compare.ALL_FIGURES_PATHS
               else "means, probabilities and the aggregate's tails")
    worst = max(z for of in agreements.values() for z in of.values())
    verdict = "DISAGREE: " + ", ".join(over) if over else "agree, largest |z| %.1f" % worst
    return ("Compared with each other and with the reference of 128 million paths in %s, the engines %s "
            "(limit %.1f)." % (figures, verdict, compare.LIMIT))


def command(given):
    words = ["Benchmarks/r1/side_by_side.py", "--paths", given.paths, "--reps", given.reps,
             "--workers", given.workers] + (["--engines", given.engines] if given.engines else [])
    return " ".join(map(str, words))


def setting(runs, binary, given):
    """Machine, date, versions and command in words."""
    ours = runs[OURS.name][0]["result"]
    versions = ["%s (%s)" % (ours["engine"], ", ".join(filter(None, [machine.revision(binary), ours["build"]])))]
    if len(runs) > 1:
        versions += machine.peer_versions(given.peers)
    return (
        "R1, {:,} paths, {} worker{}; medians of {} interleaved rounds on {}, {}. CPU s is user + system time "
        "of the whole process, of the Python peers without imports and compilation; wall and memory are of the "
        "whole process. Versions: {}. Command: `{}`.".format(
            given.paths, given.workers, "s" if given.workers > 1 else "", given.reps, machine.cpu(),
            datetime.date.today().isoformat(), "; ".join(versions), command(given)))


def update_readme(text):
    with open(README, encoding="utf-8") as file:
        readme = file.read()
    if readme.count(BEGIN) != 1 or readme.count(END) != 1 or readme.index(BEGIN) > readme.index(END):
        sys.exit("README.md is unchanged: it needs one %s and, after it, one %s" % (BEGIN, END))
    before, rest = readme.split(BEGIN)
    after = rest.split(END)[1]
    with open(README, "w", encoding="utf-8") as file:
        file.write("%s%s\n%s\n%s%s" % (before, BEGIN, text, END, after))


def check_seeds(binary, given):
    """Compares lst-risk with the reference, seed by seed and all together; False when one disagrees."""
    reference, _ = compare.reference()
    try:
        results = [run_ours(binary, given.paths, given.workers, seed)["result"] for seed in given.agree]
    except Failure as failure:
        sys.exit("lst-risk failed: %s" % failure)
    subjects = [("seed %d" % seed, result) for seed, result in zip(given.agree, results)]
    if len(results) > 1:
        subjects.append(("all seeds", compare.pooled(results)))
    agrees = True
    for name, result in subjects:
        z = compare.largest(compare.z_scores(result, reference))
        agrees = agrees and z <= compare.LIMIT
        print("%s: %s, largest |z| %.2f (limit %.1f)"
              % (name, "agrees" if z <= compare.LIMIT else "DISAGREES", z, compare.LIMIT))
    return agrees


def main():
    given = options()
    binary = os.path.abspath(given.binary) if given.binary else machine.built_binary()
    if given.agree:
        sys.exit(0 if check_seeds(binary, given) else 1)
    engines = chosen_engines(given)
    runs = measure(engines, binary, given)
    agreements = agreement(runs)
    conditions = setting(runs, binary, given)
    text = "\n\n".join([table(engines, runs), conditions, agreement_text(agreements, given)])
    print("\n" + text)
    if given.json:
        with open(given.json, "w", encoding="utf-8") as file:
            json.dump({"command": command(given), "setting": conditions,
                       "machine": machine.cpu(), "agreement": agreements, "runs": runs}, file, indent=1)
    if agreements[OURS.name]["reference"] > compare.LIMIT:
        sys.exit("lst-risk disagrees with the reference")
    if given.update_readme:
        if given.paths < compare.ALL_FIGURES_PATHS:
            sys.exit("README.md is unchanged: it takes figures of %d paths" % compare.ALL_FIGURES_PATHS)
        update_readme(text)


if __name__ == "__main__":
    main()
