"""Shared by the Python peers: spec, metrics, command line, JSON result (see ../R1.md)."""
import argparse, json, os, resource, sys, time
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
def spec(): return json.load(open(os.path.join(HERE, "..", "r1.json")))

class P:  # derived constants
    def __init__(s):
        q = s.q = spec()
        s.T, dt = q["steps"], q["dt"]; s.dt = dt
        e, d, r = q["eth"], q["discount"], q["reward"]
        s.S0 = q["S0"]
        kappa = np.exp(e["jmean"] + 0.5 * e["jsd"] ** 2) - 1
        s.lamdt, s.jm, s.js = e["lam"] * dt, e["jmean"], e["jsd"]
        s.mu = (e["drift"] - 0.5 * e["vol"] ** 2 - e["lam"] * kappa) * dt
        s.sig = e["vol"] * np.sqrt(dt)
        s.phi = np.exp(-d["speed"] * dt); s.xm = d["mean"]; s.x0 = d["x0"]
        s.sx = d["statsd"] * np.sqrt(1 - s.phi ** 2)
        s.kr, s.th, s.vr, s.r0 = r["speed"] * dt, r["mean"], r["vol"] * np.sqrt(dt), r["r0"]
        s.L = np.array(q["chol"]); s.LT = np.array(q["LT"])
        s.A = np.array(q["amounts"])            # 64 x 7
        s.W = s.A * s.LT                        # LT-weighted amounts
        s.D0 = np.array(q["debt"])
        s.Dt = s.D0[None, :] * np.exp(q["debt_rate"] * dt * np.arange(0, s.T + 1))[:, None]  # (T+1) x 64
        s.bonus = q["bonus"]
        p0 = np.concatenate([[1.0], np.full(6, np.exp(-s.x0))]) * s.S0
        s.E0 = s.A @ p0 - s.D0
        s.B = len(s.D0)

def metrics(loss, liq):
    """loss: (65, N) rows = baskets then aggregate; liq: (64,) number of liquidated paths. VaR = L_(ceil(aN)), ES = mean of the larger ones."""
    n = loss.shape[1]
    out = dict(mean=loss.mean(axis=1, dtype=np.float64).tolist(), liq=(np.asarray(liq) / n).tolist())
    k95 = int(round(0.95 * n))
    v = {a: [] for a in ("95", "99", "999")}; es = {a: [] for a in v}
    for row in loss:
        top = np.sort(np.partition(row, k95 - 1)[k95 - 1:]).astype(np.float64)
        for a, al in (("95", .95), ("99", .99), ("999", .999)):
            k = int(round(al * n)) - k95
            v[a].append(float(top[k])); es[a].append(float(top[k + 1:].mean()))
    for a in v: out["var" + a] = v[a]; out["es" + a] = es[a]
    return out

def args(extra=None):
    ap = argparse.ArgumentParser()
    ap.add_argument("--n", type=int, default=1_000_000)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--chunk", type=int, default=0)
    ap.add_argument("--dtype", default="f64", choices=["f64", "f32"])
    ap.add_argument("--brief", action="store_true", help="leave the per-basket metrics out")
    if extra: extra(ap)
    return ap.parse_args()

_c0 = [0.0]
def start():
    _c0[0] = time.process_time(); return time.perf_counter()

def report(engine, a, t_sim, t_met, m, **kw):
    ru = resource.getrusage(resource.RUSAGE_SELF)
    r = dict(engine=engine, n=a.n, threads=a.threads, dtype=a.dtype, seconds=t_sim + t_met, sim_seconds=t_sim,
             metric_seconds=t_met, cpu_seconds=time.process_time() - _c0[0], process_cpu=ru.ru_utime + ru.ru_stime, peak_rss_mb=ru.ru_maxrss / 1024, **kw)
    if not a.brief: r["metrics"] = m
    json.dump(r, sys.stdout); print()
