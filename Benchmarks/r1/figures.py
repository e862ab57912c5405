#!/usr/bin/env python3
"""figures.py RUN_DIR USAGE.json: the figures of R1 from a run directory, as one line of JSON."""
import json
import os
import sys

run, usage = sys.argv[1], json.load(open(sys.argv[2]))
report = json.load(open(os.path.join(run, "report.json")))
manifest = json.load(open(os.path.join(run, "manifest.json")))
subjects = report["subjects"]
rows = [s for s in subjects if s["kind"] == "account"] + [s for s in subjects if s["kind"] == "total"]


def loss(subject):
    return next(q for q in subject["quantities"] if q["quantity"] == "equity_loss")


def tail(subject, level, measure):
    return next(t for t in loss(subject)["tails"] if t["level"] == level)[measure]["value"]


metrics = {"mean": [loss(s)["mean"]["value"] for s in rows],
           "liq": [s["liquidation"]["value"] for s in rows if s["kind"] == "account"]}
for name, level in (("95", 0.95), ("99", 0.99), ("999", 0.999)):
    metrics["var" + name] = [tail(s, level, "valueAtRisk") for s in rows]
    metrics["es" + name] = [tail(s, level, "expectedShortfall") for s in rows]
print(json.dumps({
    "engine": "lst-risk " + manifest["version"], "n": manifest["paths"],
    "threads": manifest["workers"], "dtype": "f64 paths, f32 normals",
    "seconds": manifest["wallSeconds"], "process_cpu": usage["cpu"], "whole_seconds": usage["wall"],
    "peak_rss_mb": usage["peak_rss_mb"], "metrics": metrics}))
