"""Near-minimax polynomials: interpolation at Chebyshev nodes in 60 digits, coefficients rounded to doubles."""
import mpmath as mp

mp.mp.dps = 60


def fit(f, lo, hi, degree):
    """Coefficients of powers of (x - 0) on [lo, hi], lowest first."""
    n = degree + 1
    lo, hi = mp.mpf(lo), mp.mpf(hi)
    nodes = [(lo + hi) / 2 + (hi - lo) / 2 * mp.cos(mp.pi * (2 * k + 1) / (2 * n)) for k in range(n)]
    a, b = mp.matrix(n, n), mp.matrix(n, 1)
    for i, x in enumerate(nodes):
        for j in range(n):
            a[i, j] = x**j
        b[i] = f(x)
    c = mp.lu_solve(a, b)
    return [c[k] for k in range(n)]


def error(f, c, lo, hi, points=101):
    """Largest |polynomial - f| with the coefficients as the doubles they become."""
    return max(abs(mp.polyval([mp.mpf(float(v)) for v in c[::-1]], x) - f(x)) for x in mp.linspace(lo, hi, points))


def short(x, bits):
    """x rounded to so many bits, so that products of two short numbers are exact; and the rest as a double."""
    m, e = mp.frexp(x)
    high = mp.ldexp(mp.nint(mp.ldexp(m, bits)), int(e) - bits)
    return float(high), float(x - high)


def write(path, text):
    open(path, 'w').write(text)


def array(name, values):
    return f'export const {name}: Float64Array = /* @__PURE__ */ Float64Array.of({", ".join(repr(float(v)) for v in values)})\n'
