"""Writes src/expTable.ts and src/millsTable.ts, and prints the polynomials that stand in src/erf.ts and others.
Run from packages/math: python3 tables/normal.py && npx biome format --write packages/math/src"""
import mpmath as mp
from fit import array, error, fit, short, write

C = 1 / mp.sqrt(2 * mp.pi)


def M(h):  # R(h) / sqrt(2 pi), R the Mills ratio
    h = mp.mpf(h)
    return mp.exp(h * h / 2) * mp.erfc(h / mp.sqrt(2)) / 2


if __name__ == '__main__':
    rows = [v for j in range(32) for v in short(mp.mpf(2) ** (mp.mpf(j) / 32), 26)]
    L = mp.log(2) / 32
    lhi, llo = short(L, 36)
    print('ln2/32', repr(lhi), repr(llo), '32/ln2', repr(float(1 / L)))
    write('src/expTable.ts', '/** 2^(j/32) in two parts: 26 bits (products of two such are exact) and the rest. Made by tables/normal.py. */\n'
          + array('EXP_TABLE', rows))
    rows, worst = [], 0
    for k in range(32):
        c = mp.mpf(k) / 4 + mp.mpf(1) / 8
        p = fit(lambda u: M(c + u), -mp.mpf(1) / 8, mp.mpf(1) / 8, 10)
        hi, lo = short(p[0], 26)
        rows += [hi, lo] + p[1:]
        q = [p[0]] + p[1:]
        e = max(abs((mp.mpf(hi) + mp.mpf(lo) + sum(mp.mpf(float(v)) * u**(i + 1) for i, v in enumerate(p[1:]))) / M(c + u) - 1)
                for u in mp.linspace(-.125, .125, 21))
        worst = max(worst, e)
    print('mills table', mp.nstr(worst, 3))
    # h M(h) / C = 1 - w Q(w), w = 1/h^2 in (0, 1/64]
    def Q(w):
        h = 1 / mp.sqrt(w)
        return (1 - h * M(h) / C) / w
    for d in (9, 10):
        far = fit(Q, mp.mpf(1) / 100000, mp.mpf(1) / 64, d)
        e = max(error(Q, far, mp.mpf(1) / 10**7, mp.mpf(1) / 64, 400) / 64, 0)
        print('far', d, mp.nstr(e, 3))
    write('src/millsTable.ts',
          '/**\n * R(h) / sqrt(2 pi) around c = k/4 + 1/8, k = 0..31, twelve numbers a row: the value in two parts (26 bits, rest),\n'
          ' * then the coefficients of u^1..u^10, u = h - c. Made by tables/normal.py.\n */\n'
          + array('MILLS_TABLE', rows))
    print('far coefficients', [float(v) for v in far])
    print('C', repr(float(C)), short(C, 26), 'C rest', float(C - mp.mpf(float(C))))
    print('sqrt(2pi)', short(1 / C, 26), 'sqrt2', short(mp.sqrt(2), 24), float(mp.sqrt(2)))
    f = lambda z: (mp.erf(mp.sqrt(z)) / mp.sqrt(z) if z > 0 else 2 / mp.sqrt(mp.pi))
    c0 = 2 / mp.sqrt(mp.pi)
    g = lambda z: (f(z) - c0) / z if z > mp.mpf(10)**-25 else -c0 / 3
    for d in (8,):
        p = fit(g, mp.mpf(10)**-20, mp.mpf(1) / 4, d)
        print('erf', d, mp.nstr(error(g, p, mp.mpf(10)**-20, mp.mpf(1) / 4) / 4, 3), [float(v) for v in p], short(c0, 26))
    # central quantile: x = q (sqrt(2 pi) + q^2 P(q^2)), |q| <= 1/4
    def X(z):
        q = mp.sqrt(z)
        return (mp.sqrt(2) * mp.erfinv(2 * q) / q - 1 / C) / z if z > mp.mpf(10)**-25 else (2 * mp.pi)**mp.mpf(1.5) / 6
    for d in (13,):
        p = fit(X, mp.mpf(10)**-20, mp.mpf(1) / 16, d)
        print('quantile', d, mp.nstr(error(X, p, mp.mpf(10)**-20, mp.mpf(1) / 16) / 16, 3), [float(v) for v in p])
