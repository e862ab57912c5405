#!/usr/bin/env python3
"""instructions.py [--update] [--tolerance SHARE] [KERNEL ...]: instructions per element of every kernel.

Builds KernelLoop for x86-64-v3, counts its instructions under callgrind with few and with more iterations,
and divides the difference, so that start and data cancel. Compares with instructions.csv; exits with 1 if a
kernel needs more than the tolerance above its line there, or has no line. Counts depend on the compiler: where
its version is not that of the file, nothing is compared. --update writes the file anew. Python's standard
library, swift, valgrind and strip.
"""
import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "instructions.csv")
SCRATCH = os.path.join(HERE, ".build-v3")
CPU = "x86-64-v3"
FEWER, MORE_ELEMENTS = 1, 40_000


def options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kernels", metavar="KERNEL", nargs="*", help="only these; KernelLoop lists the names")
    parser.add_argument("--update", action="store_true", help="write instructions.csv instead of comparing")
    parser.add_argument("--tolerance", type=float, default=0.02, help="largest relative increase, default 0.02")
    parser.add_argument("--binary", help="a KernelLoop that is built already")
    return parser.parse_args()


def compiler():
    text = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    return re.search(r"\(([^ )]+)", text).group(1)


def build(directory):
    """A stripped copy of KernelLoop; valgrind stumbles over Swift's debug information."""
    command = ["swift", "build", "-c", "release", "--package-path", HERE, "--scratch-path", SCRATCH]
    environment = dict(os.environ, LSTRISK_CPU=CPU)
    subprocess.run(command + ["--product", "KernelLoop"], env=environment, check=True, stdout=sys.stderr)
    shown = subprocess.run(
        command + ["--show-bin-path"], env=environment, check=True, capture_output=True, text=True)
    copy = os.path.join(directory, "KernelLoop")
    shutil.copy(os.path.join(shown.stdout.strip(), "KernelLoop"), copy)
    subprocess.run(["strip", "-g", copy], check=True)
    return copy


def collected(binary, kernel, iterations):
    """Instructions of a whole process."""
    environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1", OPENBLAS_NUM_THREADS="1")
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary, kernel, str(iterations)],
        env=environment, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit("callgrind failed on %s:\n%s" % (kernel, done.stderr[-2000:]))
    return int(found.group(1))


def per_element(binary, kernel, elements):
    more = FEWER + max(1, MORE_ELEMENTS // elements)
    difference = collected(binary, kernel, more) - collected(binary, kernel, FEWER)
    return difference / ((more - FEWER) * elements)


def measure(binary, only):
    listed = subprocess.run([binary], capture_output=True, text=True, check=True).stdout
    kernels = [line.split(",") for line in listed.splitlines()]
    unknown = set(only) - {name for name, _, _ in kernels}
    if unknown:
        sys.exit("no kernel is called %s" % ", ".join(sorted(unknown)))
    wanted = [kernel for kernel in kernels if not only or kernel[0] in only]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = pool.map(lambda kernel: per_element(binary, kernel[0], int(kernel[1])), wanted)
        return [(name, unit, count) for (name, _, unit), count in zip(wanted, counts)]


def read_table():
    with open(TABLE, newline="") as file:
        return {row["kernel"]: row for row in csv.DictReader(file)}


def write_table(counts, version):
    with open(TABLE, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["kernel", "unit", "instructions_per_element", "compiler"])
        for name, unit, count in counts:
            writer.writerow([name, unit, "%.3f" % count, version])


def compare(counts, table, tolerance):
    """Prints the table; the names of the kernels that got worse."""
    worse = []
    print("%-28s %-12s %12s %12s %9s" % ("kernel", "per", "instructions", "before", "change"))
    for name, unit, count in counts:
        row = table.get(name)
        if row is None:
            worse.append("%s has no line in instructions.csv" % name)
            print("%-28s %-12s %12.3f" % (name, unit, count))
            continue
        before = float(row["instructions_per_element"])
        change = count / before - 1
        print("%-28s %-12s %12.3f %12.3f %+8.2f%%" % (name, unit, count, before, 100 * change))
        if change > tolerance:
            worse.append("%s needs %.1f %% more instructions than instructions.csv allows for" % (name, 100 * change))
    return worse


def main():
    given = options()
    if given.update and given.kernels:
        sys.exit("--update measures every kernel")
    version = compiler()
    table = {} if given.update else read_table()
    versions = sorted({row["compiler"] for row in table.values()})
    if not given.update and versions != [version]:
        print("not compared: instructions.csv is of %s, this compiler is %s; "
              "run instructions.py --update" % (", ".join(versions), version))
        return 0
    with tempfile.TemporaryDirectory() as directory:
        binary = given.binary or build(directory)
        counts = measure(binary, given.kernels)
        if given.update:
            write_table(counts, version)
            print("instructions.csv written for %s" % version)
            return 0
        worse = compare(counts, table, given.tolerance)
        if not given.kernels:
            gone = sorted(set(table) - {name for name, _, _ in counts})
            worse += ["%s of instructions.csv is no kernel" % name for name in gone]
    for line in worse:
        print(line, file=sys.stderr)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
