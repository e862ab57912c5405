#!/usr/bin/env python3
"""figures.py RUN_DIR USAGE.json: the figures of R1 from a run directory, as one line of JSON."""
import json
import os
import sys

run, usage = sys.argv[1], json.load(open(sys.argv[2]))
report = json.load(open(os.path.join(run, "report.json")))
manifest = json.load(open(os.path.join(run, "manifest.json")))
accounts = report["subjects"]["accounts"]
rows = accounts + [report["subjects"]["total"]]


def tail(subject, level, measure):
    tails = subject["quantities"]["equity_loss"]["tails"]
    return next(t for t in tails if t["level"] == level)[measure]["value"]


metrics = {"mean": [s["quantities"]["equity_loss"]["mean"]["value"] for s in rows],
           "liq": [s["liquidation"]["value"] for s in accounts]}
for name, level in (("95", 0.95), ("99", 0.99), ("999", 0.999)):
    metrics["var" + name] = [tail(s, level, "valueAtRisk") for s in rows]
    metrics["es" + name] = [tail(s, level, "expectedShortfall") for s in rows]
print(json.dumps({
    "engine": "lst-risk " + manifest["version"], "build": "Swift %s, %s" % (
        manifest["swiftVersion"], manifest["cpu"].split(", ")[-1]), "n": manifest["paths"],
    "threads": manifest["workers"], "dtype": "f64 paths, f32 normals",
    "seconds": manifest["wallSeconds"], "process_cpu": usage["cpu"], "whole_seconds": usage["wall"],
    "peak_rss_mb": usage["peak_rss_mb"], "metrics": metrics}))
