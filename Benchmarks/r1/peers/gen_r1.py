#!/usr/bin/env python3
"""Writes ../r1.json and r1.txt: every constant of the reference workload R1 (see ../R1.md)."""
import json, math, os
import numpy as np

M64 = (1 << 64) - 1
class SplitMix64:
    def __init__(s, seed): s.x = seed & M64
    def next(s):
        s.x = (s.x + 0x9E3779B97F4A7C15) & M64
        z = s.x
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
        return z ^ (z >> 31)
    def u(s): return (s.next() >> 11) * 2.0 ** -53

B, NL = 64, 6
rng = SplitMix64(20240601)
S0, x0 = 3000.0, 0.0005
LT = [0.83, 0.81, 0.79, 0.77, 0.80, 0.75, 0.78]
P0 = [1.0] + [math.exp(-x0)] * NL
amounts, debt, hf = [], [], []
for b in range(B):
    total = 1.0e6 * (0.25 + 1.5 * rng.u())
    raw = [-math.log1p(-rng.u()) for _ in range(NL + 1)]
    s = math.fsum(raw)
    a = [total * raw[i] / s / (S0 * P0[i]) for i in range(NL + 1)]
    h = 1.08 + 0.92 * ((b * 37) % 64) / 63.0
    d = math.fsum(LT[i] * a[i] * P0[i] * S0 for i in range(NL + 1)) / h
    amounts.append(a); debt.append(d); hf.append(h)

K = 1 + 2 * NL
R = np.full((K, K), 0.05)
for i in range(K): R[i, i] = 1
for i in range(1, 7):
    R[0, i] = R[i, 0] = -0.45
    for j in range(1, 7):
        if i != j: R[i, j] = 0.6
for i in range(7, 13):
    for j in range(7, 13):
        if i != j: R[i, j] = 0.8
L = np.linalg.cholesky(R)
spec = dict(
    steps=30, dt=1 / 365, S0=S0, eth=dict(drift=0.0, vol=0.70, lam=6.0, jmean=-0.08, jsd=0.10),
    discount=dict(speed=40.0, mean=0.0005, statsd=0.004, x0=x0),
    reward=dict(speed=2.0, mean=0.032, vol=0.02, r0=0.032), e0=1.0,
    debt_rate=0.05, bonus=0.05, LT=LT, corr=R.tolist(), chol=L.tolist(),
    amounts=amounts, debt=debt, hf=hf)
here = os.path.dirname(os.path.abspath(__file__))
json.dump(spec, open(os.path.join(here, "..", "r1.json"), "w"), indent=0)
# flat text: chol rows (13x13), LT (7), then per basket: 7 amounts, debt
with open(os.path.join(here, "r1.txt"), "w") as f:
    for row in L: f.write(" ".join(repr(float(v)) for v in row) + "\n")
    f.write(" ".join(repr(v) for v in LT) + "\n")
    for a, d in zip(amounts, debt): f.write(" ".join(repr(v) for v in a + [d]) + "\n")
if __name__ == "__main__":
    print("min eig", np.linalg.eigvalsh(R).min(), "sum debt", sum(debt))
