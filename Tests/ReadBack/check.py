#!/usr/bin/env python3
"""Reads every CSV of every command with pandas and compares it with what was written, cell by cell.

    python3 Tests/ReadBack/check.py LSTRISK

LSTRISK is the built program. Names of accounts, books, tokens, policies and files hold what CSV readers
trip over. pandas reads with the recipe of README.md, `comment='#'`; the other side is the csv module of
Python, which knows no comments, on the lines below the comments.
"""
import csv
import pathlib
import subprocess
import sys
import tempfile

import pandas

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "Data"
NAMES = ["CDP #1", "#1", "a,b", '"q"', "x;y", "in ner", "naïve 😀", "'", "'=1+1", 'a "b", #c', "#"]
BOOKS = ['book #1, "first"', "#second"]
TOKEN = 'usd#1, "x"'
POLICIES = ["today #1", "#fixed, 25 %"]


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def yaml(text):
    return "'" + text.replace("'", "''") + "'"


def write_documents(folder):
    """A run, policies and a backtest with hostile names in one folder."""
    folder.mkdir()
    for token in (DATA / "tokens").glob("*.yaml"):
        (folder / f"token-{token.name}").write_text(token.read_text())
    (folder / "token-hostile.yaml").write_text(f"symbol: {yaml(TOKEN)}\nkind: stable\n")
    protocol = (DATA / "protocols/aave-v3-ethereum-core.yaml").read_text()
    reserve = f"  {yaml(TOKEN)}: {{maxLoanToValue: 0.75, liquidationThreshold: 0.78, liquidationBonus: 0.045}}\n"
    (folder / "aave #1.yaml").write_text(protocol.replace("reserves:\n", "reserves:\n" + reserve, 1))
    market = (DATA / "market/quickstart.yaml").read_text()
    market = market.replace("tokens:\n", f"tokens:\n  {yaml(TOKEN)}: {{price: 1.0}}\n", 1)
    (folder / "market.yaml").write_text(market)
    rows = ["account,book,protocol,side,token,amount"]
    for i, name in enumerate(NAMES):
        start = f"{quoted(name)},{quoted(BOOKS[i % 2])},aave-v3-ethereum-core"
        rows += [f"{start},collateral,WETH,{100 + i}", f"{start},debt,{quoted(TOKEN)},{230000 + 3000 * i}"]
    (folder / "desk #1.csv").write_text("\n".join(rows) + "\n")
    tokens = ", ".join(p.name for p in sorted(folder.glob("token-*.yaml")))
    books = "".join(f"  - {{name: {yaml(b)}, view: lender}}\n" for b in BOOKS)
    run = f"""name: 'Desk #1, "first"'
valuationDate: 2024-12-31
horizon: 10 d
step: 1 d
paths: 2000
seed: 1
numeraire: USD
levels: [0.95, 0.99]
market: market.yaml
tokens: [{tokens}]
protocols: ['aave #1.yaml']
portfolio: 'desk #1.csv'
books:
{books}"""
    (folder / "run.yaml").write_text(run)
    history = f"{{file: {DATA}/history/eth_usd_daily.csv, column: close_usd}}"
    (folder / "policies.yaml").write_text(run + f"""policies:
  history: {{eth: {history}}}
  candidates:
    - {{name: {yaml(POLICIES[0])}, policy: protocol}}
    - {{name: {yaml(POLICIES[1])}, policy: fixed, haircut: 0.25, buffer: 0.03, bonus: 0.05}}
""")
    # A backtest has one factor, which follows its history.
    market = (DATA / "market/eth-loans.yaml").read_text()
    market = market.replace("tokens:\n", f"tokens:\n  {yaml(TOKEN)}: {{price: 1.0}}\n", 1)
    (folder / "eth.yaml").write_text(market)
    (folder / "backtest.yaml").write_text(run.replace("market.yaml", "eth.yaml") + f"""backtest:
  from: 2024-12-01
  to: 2024-12-20
  window: 500
  horizons: [1 d]
  models: [garch-t, ewma]
  history: {{eth: {history}}}
""")


def check(path):
    """One file: every cell as it was written, in the default recipe and with texts kept as they are."""
    text = path.read_bytes().decode()
    lines = text.split("\n")
    body = "\n".join(lines[next(i for i, line in enumerate(lines) if not line.startswith("#")):])
    written = list(csv.reader(body.splitlines(keepends=True)))
    read = pandas.read_csv(path, comment="#", dtype=str, keep_default_na=False)
    assert read.columns.tolist() == written[0], (path, read.columns.tolist(), written[0])
    assert read.values.tolist() == written[1:], path
    plain = pandas.read_csv(path, comment="#")
    assert plain.shape == read.shape and plain.columns.tolist() == written[0], path
    return plain


def main(program):
    with tempfile.TemporaryDirectory() as name:
        out = pathlib.Path(name)
        write_documents(out / "in #1")

        def run(*words):
            done = subprocess.run([program, *map(str, words)], capture_output=True, text=True)
            assert done.returncode == 0, (words, done.stderr)

        documents = out / "in #1"
        run("report", documents / "run.yaml", "--out", out / "run", "--exit-zero", "--quiet")
        run("export", out / "run", "--losses", "--accounts", "--liquidation-days", "--out", out / "losses")
        run("export", out / "run", "--marks", "0,3", "--out", out / "marks")
        run("export", out / "run", "--worst", "5", "--out", out / "worst")
        run("policies", documents / "policies.yaml", "--out", out / "policies", "--isolated", "--quiet")
        run("backtest", documents / "backtest.yaml", "--out", out / "backtest", "--quiet")
        run("calibrate", DATA / "history/mapping.yaml", "--out", out / "market.yaml", "--quiet")

        tables = {}
        for path in sorted(out.rglob("*.csv")):
            # Copies of documents are the user's own.
            if path.parent == documents or path.name.startswith("input-") and path.name != "input-index.csv":
                continue
            tables[str(path.relative_to(out))] = check(path)

        # Spreadsheets would run '=1+1: it is written with one more apostrophe, as FORMATS.md says.
        guarded = ["''=1+1" if n == "'=1+1" else n for n in NAMES]
        assert tables["run/accounts.csv"].account.tolist() == guarded
        assert set(tables["run/accounts.csv"].book) == set(BOOKS)
        columns = tables["losses/losses.csv"].columns
        for subject in [f"account {n}" for n in NAMES] + [f"book {b}" for b in BOOKS]:
            assert f"{subject} equity_loss" in columns, subject
        assert tables["losses/losses.csv"].shape[0] == 2000
        assert set(tables["losses/liquidation_days.csv"].account) <= set(guarded)
        assert set(POLICIES) <= set(tables["policies/policies.csv"].policy)
        assert tables["run/input-index.csv"].path.str.endswith("/in #1/desk #1.csv").sum() == 1
        names = {pathlib.Path(p).name for p in tables}
        assert {"summary.csv", "contributions.csv", "distribution.csv", "marks.csv", "worst.csv", "days.csv",
                "worst_paths.csv", "mark_quantiles.csv", "policies.csv"} <= names, names
        print(f"{len(tables)} tables read by pandas {pandas.__version__} as they were written")


main(sys.argv[1])
