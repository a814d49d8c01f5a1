# Constants of src/kernel/mills.ts: rational approximations on [0, inf) of
#   R(h) = N(-h)/n(h)    ~ P/Q, degree 10/11
#   G(h) = 1 - h R(h)    ~ P/Q, degree 10/12
# Least squares on the linearised problem with Loeb's weights, then Lawson's towards equal ripple, in t = (h - a)/(h + a).
# Run: python3 mills.py (mpmath; a minute). Prints the largest relative error, whether all coefficients are positive, P, Q.
import mpmath as mp

mp.mp.dps = 60
A = mp.mpf(3)


def mills(h):
    if h < 60:
        return mp.sqrt(mp.pi / 2) * mp.exp(h * h / 2) * mp.erfc(h / mp.sqrt(2))
    return sum((-1) ** k * mp.fac2(2 * k - 1) / h ** (2 * k + 1) for k in range(30))


def slope(h):
    with mp.workdps(90):
        if h < 60:
            return +(1 - h * mills(h))
        return +sum((-1) ** (k + 1) * mp.fac2(2 * k - 1) / h ** (2 * k) for k in range(1, 30))


def chebyshev(t, n):
    c = [mp.mpf(1), t]
    while len(c) <= n:
        c.append(2 * t * c[-1] - c[-2])
    return c[: n + 1]


def fit(f, n, m, points=240, rounds=12):
    """f(h) (h + A)^(m - n) ~ p(t)/q(t), degrees n and m, as polynomials in h."""
    ts = [mp.cos(mp.pi * (2 * k + 1) / (2 * points)) for k in range(points)]
    hs = [A * (1 + t) / (1 - t) for t in ts]
    ys = [f(h) * (h + A) ** (m - n) for h in hs]
    C = [chebyshev(t, m) for t in ts]
    w = [mp.mpf(1)] * points
    lawson = [mp.mpf(1)] * points
    best = None
    for turn in range(rounds):
        M = mp.matrix(points, n + 1 + m)
        b = mp.matrix(points, 1)
        for i in range(points):
            s = w[i] * mp.sqrt(lawson[i]) / ys[i]
            for j in range(n + 1):
                M[i, j] = C[i][j] * s
            for j in range(1, m + 1):
                M[i, n + j] = -ys[i] * C[i][j] * s
            b[i] = ys[i] * s
        x = mp.lu_solve(M.T * M, M.T * b)
        p = [x[j] for j in range(n + 1)]
        q = [mp.mpf(1)] + [x[n + j] for j in range(1, m + 1)]
        errors = []
        for i in range(points):
            below = mp.fdot(q, C[i])
            w[i] = 1 / abs(below)
            errors.append(abs(mp.fdot(p, C[i][: n + 1]) / below / ys[i] - 1))
        if best is None or max(errors) < best[0]:
            best = (max(errors), p, q)
        total = sum(l * r for l, r in zip(lawson, errors))
        if turn > 2:
            lawson = [l * r / total * points for l, r in zip(lawson, errors)]
    return best


def times(u, v):
    r = [mp.mpf(0)] * (len(u) + len(v) - 1)
    for i, x in enumerate(u):
        for j, y in enumerate(v):
            r[i + j] += x * y
    return r


def in_h(c, degree):
    """Chebyshev series in t, times (h + A)^degree, as powers of h."""
    powers = [mp.mpf(0)] * (degree + 1)
    T = [[mp.mpf(1)], [mp.mpf(0), mp.mpf(1)]]
    while len(T) <= degree:
        following = [mp.mpf(0)] + [2 * v for v in T[-1]]
        for i, v in enumerate(T[-2]):
            following[i] -= v
        T.append(following)
    for k, ck in enumerate(c):
        for i, v in enumerate(T[k]):
            powers[i] += ck * v
    out = [mp.mpf(0)] * (degree + 1)
    for k in range(degree + 1):
        t = [mp.mpf(1)]
        for _ in range(k):
            t = times(t, [-A, mp.mpf(1)])
        for _ in range(degree - k):
            t = times(t, [A, mp.mpf(1)])
        for i, v in enumerate(t):
            out[i] += powers[k] * v
    return out


for name, f, n, m in (("mills", mills, 10, 11), ("slope", slope, 10, 12)):
    error, p, q = fit(f, n, m)
    P, Q = in_h(p, n), in_h(q, m)
    P, Q = [v / Q[0] for v in P], [v / Q[0] for v in Q]
    print(name, mp.nstr(error, 3), all(v > 0 for v in P + Q))
    print("P", [float(v) for v in P])
    print("Q", [float(v) for v in Q])
