#!/usr/bin/env python3
"""Does the suite notice? Builds small faults into a copy of the project and runs its tests on each.

A list is a JSON file of mutants:

    {"id": 7, "target": "Lending", "file": "AaveV3.swift",
     "old": "text that occurs once", "new": "text with M(7)", "why": "what is wrong now"}

`new` is code that behaves like `old` unless M(id) is true: `a < b` becomes `(M(7) ? a <= b : a < b)`.
The copy is built once with all of them, and an environment variable switches one on, so two hundred take
half an hour on two cores. Each runs the tests of its target first and, if they pass, those of every target
above it; with --release the acceptance tests too. Prints one line a mutant and the rate of those that a
test noticed, with its 95 % Wilson interval.

Exit code: 0 if every mutant was noticed, 1 if some survived, 2 if a list does not fit the code, 3 if the
suite fails without a mutant.
"""

import argparse
import json
import math
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# Where the switch goes into Package.swift, each text once.
MANIFEST_EDITS = [
    (
        '.systemLibrary(name: "CVectorShim"),',
        '.systemLibrary(name: "CVectorShim"),\n    .systemLibrary(name: "CMut"),',
    ),
    (
        "let uses = floor.uses.map(dependency)",
        'let uses = floor.uses.map(dependency) + [.target(name: "CMut")]',
    ),
]

MODULE_MAP = 'module CMut {\n  header "mut.h"\n  export *\n}\n'

# M(k): whether mutant k is switched on.
SWITCH = """\
#pragma once
#include <stdbool.h>
#include <stdlib.h>
static int mut_cached = -1;
static inline bool M(int k) {
  if (mut_cached < 0) { const char *s = getenv("LSTRISK_MUT"); mut_cached = s ? atoi(s) : 0; }
  return mut_cached == k;
}
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("lists", nargs="*", type=Path, help="default: every list beside this script")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project; its last commit is tested")
    parser.add_argument("--work", type=Path, help="the copy, kept; default: ROOT/.build-mutants")
    parser.add_argument("--ids", help="these alone: 1,2,...")
    parser.add_argument("--jobs", type=int, default=2, help="mutants tested at a time")
    parser.add_argument("--release", action="store_true", help="release build, acceptance tests too")
    parser.add_argument("--check", action="store_true", help="only see whether the lists fit the code")
    return parser.parse_args()


def read_lists(paths, ids):
    mutants = [m for path in paths for m in json.loads(path.read_text(encoding="utf-8"))]
    numbers = [m["id"] for m in mutants]
    twice = sorted({n for n in numbers if numbers.count(n) > 1})
    if twice:
        sys.exit(fail(2, f"ids that occur twice: {twice}"))
    chosen = [m for m in mutants if ids is None or str(m["id"]) in ids.split(",")]
    if not chosen:
        sys.exit(fail(2, "no such mutant"))
    return chosen


def fail(code, *lines):
    for line in lines:
        print(line, file=sys.stderr)
    return code


def source(root, mutant):
    """The file of a mutant: names are unique in a target, folders may move."""
    folder = root / "Sources" / mutant["target"]
    found = sorted(folder.rglob(mutant["file"]))
    return found[0] if found else folder / mutant["file"]


def mutate(root, mutants):
    """The texts of all files with their mutants, and what does not fit."""
    texts, problems = {}, []

    def replace(path, old, new, name):
        if path not in texts:
            texts[path] = path.read_text(encoding="utf-8") if path.exists() else ""
        count = texts[path].count(old)
        if count == 1:
            texts[path] = texts[path].replace(old, new)
        else:
            problems.append(f"{path}: {name}: found {count} times, not once: {old!r}")

    for m in mutants:
        if f"M({m['id']})" not in m["new"]:
            problems.append(f"mutant {m['id']}: its text has no M({m['id']})")
        replace(source(root, m), m["old"], m["new"], f"mutant {m['id']}")
    for path in texts:
        texts[path] = with_import(texts[path])
    for old, new in MANIFEST_EDITS:
        replace(root / "Package.swift", old, new, "the switch")
    return texts, problems


def with_import(text):
    rows = text.split("\n")
    is_import = re.compile(r"(@testable |public |package |internal )?import ")
    first = next((i for i, row in enumerate(rows) if is_import.match(row)), 0)
    return "\n".join(rows[:first] + ["import CMut"] + rows[first:])


def make_copy(root, work):
    """A clone at the project's last commit; what it has built stays."""
    if not work.exists():
        subprocess.run(["git", "clone", "-q", root, work], check=True)
    git = ["git", "-C", work]
    subprocess.run([*git, "fetch", "-q", root, "HEAD"], check=True)
    subprocess.run([*git, "checkout", "-q", "-f", "--detach", "FETCH_HEAD"], check=True)


def write(texts, work):
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    switch = work / "Sources" / "CMut"
    switch.mkdir(exist_ok=True)
    (switch / "module.modulemap").write_text(MODULE_MAP)
    (switch / "mut.h").write_text(SWITCH)


class Suite:
    """The built tests of the copy."""

    def __init__(self, work, release):
        self.work = work
        self.uses = dict(
            (name, re.findall(r'"(\w+)"', uses))
            for name, uses in re.findall(
                r'Floor\(\s*name: "(\w+)",\s*uses: \[(.*?)\]',
                (work / "Package.swift").read_text(), re.S))
        options = (
            ["-c", "release", "-Xswiftc", "-enable-testing", "--scratch-path", ".build-release"]
            if release else [])
        subprocess.run(["swift", "build", "--build-tests", *options], cwd=work, check=True)
        folder = subprocess.run(
            ["swift", "build", "--show-bin-path", *options],
            cwd=work, check=True, capture_output=True, text=True).stdout.strip()
        self.program = next(Path(folder).glob("*PackageTests.xctest"))

    def below(self, target):
        return {target}.union(*(self.below(u) for u in self.uses.get(target, []) if u in self.uses))

    def above(self, target):
        return sorted(t for t in self.uses if t != target and target in self.below(t))

    def run(self, mutant, pattern, limit, extra={}):
        """What the first test says that notices a mutant (0 for none); `None` if none does."""
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no", **extra)
        if mutant:
            environment["LSTRISK_MUT"] = str(mutant)
        process = subprocess.Popen(
            [self.program, "--testing-library", "swift-testing", "--filter", pattern],
            cwd=self.work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", start_new_session=True)
        timer = threading.Timer(limit, kill, [process])
        timer.start()
        found = None
        for row in process.stdout:
            if re.search(r"recorded an issue|Fatal error|Precondition failed", row):
                found = re.sub(r"\x1b\[[0-9;]*m", "", row).strip()
                kill(process)
                break
        process.stdout.close()
        code = process.wait()
        timer.cancel()
        return found or (f"exit code {code}" if code else None)

    def notices(self, mutant, release):
        """What noticed a mutant, or `None`: the tests of its target, those above, acceptance tests."""
        number, target = mutant["id"], mutant["target"]
        found = self.run(number, f"^{target}Tests\\.", 300)
        above = self.above(target)
        if not found and above:
            found = self.run(number, f"^({'|'.join(above)})Tests\\.", 600)
        if not found and release:
            found = self.run(number, "AcceptanceTests", 900, {"LSTRISK_ACCEPTANCE": "1"})
        return found


def kill(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def run_all(suite, mutants, jobs, release):
    """By mutant whether it was noticed."""
    waiting, noticed, lock = queue.Queue(), [], threading.Lock()
    for m in mutants:
        waiting.put(m)

    def work():
        while True:
            try:
                m = waiting.get_nowait()
            except queue.Empty:
                return
            start = time.monotonic()
            found = suite.notices(m, release)
            words = f"killed: {found[:160]}" if found else "SURVIVED"
            seconds = time.monotonic() - start
            with lock:
                noticed.append(bool(found))
                print(
                    f"{m['id']:>4} {m['target']}/{m['file']}: {m['why']}: {words} ({seconds:.0f} s)",
                    flush=True)

    threads = [threading.Thread(target=work) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return noticed


def wilson(successes, trials, z=1.96):
    share = successes / trials
    center = (share + z * z / 2 / trials) / (1 + z * z / trials)
    width = z * math.sqrt(share * (1 - share) / trials + z * z / 4 / trials**2)
    width /= 1 + z * z / trials
    return center - width, center + width


def main():
    options = arguments()
    root = options.root.resolve()
    lists = options.lists or sorted(HERE.glob("*.json"))
    mutants = read_lists(lists, options.ids)
    _, problems = mutate(root, mutants)
    if problems:
        return fail(2, *problems)
    if options.check:
        print(f"{len(mutants)} mutants fit the code")
        return 0
    work = (options.work or root / ".build-mutants").resolve()
    make_copy(root, work)
    # The last commit may differ from the files that were looked at.
    texts, problems = mutate(work, mutants)
    if problems:
        return fail(2, *problems)
    write(texts, work)
    suite = Suite(work, options.release)
    broken = suite.run(0, ".", 1800)
    if broken:
        return fail(3, f"the suite fails without a mutant: {broken}")
    noticed = run_all(suite, mutants, options.jobs, options.release)
    low, high = wilson(sum(noticed), len(noticed))
    print(
        f"{sum(noticed)} of {len(noticed)} mutants noticed, {sum(noticed) / len(noticed):.0%}"
        f" ({low:.0%} to {high:.0%})")
    return 0 if all(noticed) else 1


if __name__ == "__main__":
    sys.exit(main())
