"""Prints the polynomials of src/gamma.ts. Run from packages/math: python3 tables/gamma.py"""
import mpmath as mp
from fit import error, fit

HALF = mp.mpf(1) / 2
TINY = mp.mpf(10)**-25

if __name__ == '__main__':
    around2 = lambda t: mp.loggamma(2 + t) / t if abs(t) > TINY else mp.psi(0, 2)
    for name, f, d in (('log gamma(2+t)/t', around2, 17), ('gamma(2+t)', lambda t: mp.gamma(2 + t), 19)):
        c = fit(f, -HALF, HALF, d)
        print(name, d, mp.nstr(error(f, c, -HALF, HALF), 3))
        print([float(v) for v in c])
