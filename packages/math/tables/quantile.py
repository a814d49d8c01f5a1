"""Prints the starting value of the tail quantile and the core of log. Run from packages/math: python3 tables/quantile.py"""
import sys
import mpmath as mp
from fit import error, fit
sys.path.insert(0, 'src/fixtures')
from normal import nquant

mp.mp.dps = 40


def rational(f, lo, hi, n, m):
    """Interpolation N(t) / D(t) at Chebyshev nodes of 1/(1+t), D(0) = 1."""
    k = n + m + 1
    a, b = 1 / mp.mpf(1 + lo), 1 / mp.mpf(1 + hi)
    ts = [1 / ((a + b) / 2 + (a - b) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * k))) - 1 for i in range(k)]
    A, B = mp.matrix(k, k), mp.matrix(k, 1)
    for i, t in enumerate(ts):
        y = f(t)
        for j in range(n + 1): A[i, j] = t**j
        for j in range(1, m + 1): A[i, n + j] = -y * t**j
        B[i] = y
    c = mp.lu_solve(A, B)
    return [c[i] for i in range(n + 1)], [mp.mpf(1)] + [c[n + i] for i in range(1, m + 1)]


def g(t):  # t - |x|, t = sqrt(-2 ln p)
    return t + nquant(mp.exp(-t * t / 2))


if __name__ == '__main__':
    for n, m in ((3, 4), (4, 5)):
        N, D = rational(g, 1.66, 38.7, n, m)
        worst = max(abs((mp.polyval(N[::-1], t) / mp.polyval(D[::-1], t) - g(t)) / (t - g(t))) for t in mp.linspace(1.665, 38.6, 300))
        print(n, m, mp.nstr(worst, 3), [float(v) for v in N], [float(v) for v in D])
    # log: s = f / (2 + f), log(1 + f) = 2 s + s R(z), z = s², |s| <= 3 - 2 sqrt 2
    R = lambda z: (2 * mp.atanh(mp.sqrt(z)) / mp.sqrt(z) - 2) / z if z > mp.mpf(10)**-15 else mp.mpf(2) / 3
    top = (3 - 2 * mp.sqrt(2))**2
    for d in (5, 6, 7):
        c = fit(R, mp.mpf(10)**-14, top, d)
        print('log', d, mp.nstr(error(R, c, mp.mpf(10)**-14, top) * top, 3), [float(v) for v in c])
    L = mp.log(2)
    hi = mp.nint(L * 2**32) / 2**32
    print('ln2', repr(float(hi)), repr(float(L - hi)))
