#!/usr/bin/env python3
"""Counts the instructions of whole runs, so that two builds can be compared on a noisy machine.

    python3 Benchmarks/whole.py BINARY [OTHER]

A run of few paths is subtracted from one of more: what is left is what a path costs, without reading
and writing. The runs: R1, 20,000 single-collateral accounts, the example desk. Of OTHER the change
beside BINARY is shown. Needs Python 3.9, valgrind, strip and cc, and builds with
LSTRISK_CPU=x86-64-v3, because valgrind knows no AVX-512.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
RUNS = (("R1", 20_000, 120_000), ("20,000 accounts", 4_000, 24_000), ("desk", 4_000, 24_000))
# Under valgrind the main thread must not end, as dispatch_main has it: it serves its queue instead.
MAIN = """
#include <dlfcn.h>
#include <unistd.h>
void dispatch_main(void) {
  void (*serve)(void *) = dlsym(RTLD_DEFAULT, "_dispatch_main_queue_callback_4CF");
  for (;;) { serve(0); usleep(2000); }
}
"""


def documents(folder):
    accounts = os.path.join(folder, "accounts")
    subprocess.run(
        [sys.executable, os.path.join(HERE, "r1", "accounts.py"), "20000", accounts], check=True,
        stdout=subprocess.DEVNULL)
    return {
        "R1": os.path.join(HERE, "r1", "run.yaml"),
        "20,000 accounts": os.path.join(accounts, "run.yaml"),
        "desk": os.path.join(ROOT, "Data", "examples", "desk.yaml"),
    }


def count(binary, document, paths, preload, folder):
    """Instructions of one report with one worker."""
    out = tempfile.mkdtemp(dir=folder)
    environment = dict(
        os.environ, SWIFT_DETERMINISTIC_HASHING="1", OPENBLAS_NUM_THREADS="1", LD_PRELOAD=preload)
    done = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", binary,
         "report", document, "--paths", str(paths), "--workers", "1", "--out",
         os.path.join(out, "run"), "--quiet", "--exit-zero"],
        env=environment, capture_output=True, text=True)
    shutil.rmtree(out)
    found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit("no count of %s:\n%s" % (document, done.stderr[-2000:]))
    return int(found.group(1).replace(",", ""))


def main():
    binaries = sys.argv[1:]
    if not 1 <= len(binaries) <= 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        preload = os.path.join(folder, "main.so")
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-x", "c", "-o", preload, "-", "-ldl"], input=MAIN, text=True,
            check=True)
        stripped = []
        for i, binary in enumerate(binaries):
            stripped.append(os.path.join(folder, "lstrisk-%d" % i))
            subprocess.run(["strip", "-o", stripped[i], binary], check=True)
        found = documents(folder)
        jobs = [(name, binary, paths) for name, few, many in RUNS for binary in stripped
                for paths in (few, many)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            counts = dict(zip(jobs, pool.map(
                lambda job: count(job[1], found[job[0]], job[2], preload, folder), jobs)))
        print("| run | instructions a path |%s" % (" the other | change |" if len(binaries) > 1 else ""))
        print("|---|---|%s" % ("---|---|" if len(binaries) > 1 else ""))
        for name, few, many in RUNS:
            cost = [(counts[name, b, many] - counts[name, b, few]) / (many - few) for b in stripped]
            line = "| %s | %.0f |" % (name, cost[0])
            if len(cost) > 1:
                line += " %.0f | %+.2f %% |" % (cost[1], 100 * (cost[1] / cost[0] - 1))
            print(line)


if __name__ == "__main__":
    main()
