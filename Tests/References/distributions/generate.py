"""Writes distributions.csv: tails and quantiles of standard laws at 40 digits (mpmath).

Inputs are the doubles nearest to the printed decimals, as in the other reference tables.
Run in this folder: python3 generate.py
"""
import csv
from mpmath import mp, mpf, erfc, gammainc, betainc, findroot, exp, log, factorial, loggamma, quad

mp.dps = 40
rows = []


def add(law, a, b, x, quantity, expected, tolerance):
    rows.append([law, repr(a), repr(b), repr(x), quantity, mp.nstr(expected, 20), tolerance])


def chi_square(nu, x):
    return (gammainc(mpf(nu) / 2, 0, mpf(x) / 2, regularized=True),
            gammainc(mpf(nu) / 2, mpf(x) / 2, regularized=True))


for nu, xs in [(0.7, [1e-9, 0.01, 0.5, 3.0, 60.0]), (1.0, [1e-6, 0.5, 3.84, 40.0]),
               (2.5, [0.001, 1.0, 2.5, 9.0, 200.0]), (4.0, [1e-5, 0.7, 4.0, 14.0, 1000.0]),
               (30.0, [3.0, 29.0, 31.0, 60.0, 300.0]), (1000.0, [700.0, 999.0, 1003.0, 1400.0])]:
    for x in xs:
        lower, upper = chi_square(nu, x)
        add("chi_square", nu, 0.0, x, "cdf", lower, "1e-12")
        add("chi_square", nu, 0.0, x, "upper_tail", upper, "1e-12")
for nu in [0.7, 1.0, 3.0, 4.7, 50.0, 1000.0]:
    for p in [1e-8, 0.01, 0.3, 0.5, 0.8, 0.999]:
        def log_gap(u, nu=nu, p=p):
            lower, upper = chi_square(nu, exp(u))
            return log(lower) - log(mpf(p)) if p < 0.5 else log(upper) - log(1 - mpf(p))
        a = mpf(nu) / 2
        start = (log(mpf(p)) + loggamma(a + 1)) / a + log(mpf(2)) if p < 0.01 or nu < 1 and p < 0.5 \
            else log(mpf(nu) * (1 + (mpf(p) - mpf("0.5")) * 2 / mp.sqrt(nu)))
        add("chi_square", nu, 0.0, p, "quantile", exp(findroot(log_gap, start)), "1e-12")


def poisson_tail(mean, n):
    m = mpf(mean)
    term = exp(-m) * m ** n / factorial(n)
    total = mpf(0)
    k = n
    while term > mpf(10) ** -45 * total:
        total += term
        k += 1
        term *= m / k
    return total


for mean, counts in [(1e-9, [1, 2, 5]), (0.003, [1, 2, 3, 6]), (0.4, [1, 3, 10, 30]),
                     (3.0, [1, 3, 8, 40]), (30.0, [10, 31, 60, 150]), (120.0, [90, 121, 150])]:
    for n in counts:
        add("poisson", mean, 0.0, float(n), "upper_tail", poisson_tail(mean, n), "1e-14")
        add("poisson", mean, 0.0, float(n), "probability",
            exp(-mpf(mean)) * mpf(mean) ** n / factorial(n), "1e-14")
for mean, counts in [(2000.0, [1900, 2001, 2300]), (0.5, [170])]:
    for n in counts:
        add("poisson", mean, 0.0, float(n), "upper_tail", poisson_tail(mean, n), "1e-12")


def binomial_pmf(n, p, k):
    return exp(loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)
               + k * log(mpf(p)) + (n - k) * log(1 - mpf(p)))


def binomial_cdf(n, p, k):
    mp.dps = 60
    odds = (1 - mpf(p)) / mpf(p)
    term = binomial_pmf(n, p, k)
    total = mpf(0)
    j = k
    while j >= 0 and term > mpf(10) ** -50 * total:
        total += term
        term *= odds * j / (n - j + 1)
        j -= 1
    mp.dps = 40
    return total


for n, p, ks in [(7, 0.3, [0, 2, 5]), (100, 0.95, [80, 90]), (10 ** 4, 0.999, [9950, 9985]),
                 (10 ** 6, 0.99, [989500, 989804]), (10 ** 6, 1e-6, [0, 1]),
                 (10 ** 9, 0.99, [989990000, 989993833]), (10 ** 9, 1e-9, [0, 1])]:
    for k in ks:
        add("binomial", n, p, float(k), "cdf", binomial_cdf(n, p, k), "1e-11")

for a, b in [(0.01, 0.01), (0.3, 4.0), (1.0, 1e6), (11.0, 999990.0), (501.0, 9500.0), (2.5, 0.5)]:
    for x in [1e-6, 1e-5, 0.05, 0.7]:
        lower = betainc(mpf(a), mpf(b), 0, mpf(x), regularized=True) if max(a, b) < 1e4 \
            else quad(lambda t: exp((mpf(a) - 1) * log(t) + (mpf(b) - 1) * log(1 - t)
                                    - loggamma(mpf(a)) - loggamma(mpf(b)) + loggamma(mpf(a) + b)),
                      mp.linspace(0, mpf(x), 60))
        if mpf("1e-300") < lower < mpf("0.9"):
            add("beta", a, b, x, "cdf", lower, "1e-12")

# Arguments whose quotient by the square root of 2 rounds badly.
for x in [-0.7, -3.3, -11.13, -19.9, -23.7, -28.43, -31.1, -33.37, -35.9, -36.6, -37.3]:
    add("normal", 0.0, 0.0, x, "cdf", erfc(-mpf(x) / mp.sqrt(2)) / 2, "5e-15")

with open("distributions.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["case_id", "law", "a", "b", "x", "quantity", "expected", "tol_abs", "tol_rel"])
    for i, (law, a, b, x, quantity, expected, tolerance) in enumerate(rows, 1):
        writer.writerow([f"distributions-v{i:03d}", law, a, b, x, quantity, expected, "", tolerance])
