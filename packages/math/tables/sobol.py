"""Writes src/sobolTable.ts: Joe and Kuo's direction numbers (new-joe-kuo-6, D(6) criterion; SIAM J. Sci. Comput. 30
(2008) 2635-2654) for the first DIMENSIONS dimensions, read from the copy that scipy carries (scipy.stats.qmc, BSD-3).
Per dimension, as bits, most significant first: degree s of the primitive polynomial (4 bits), its inner coefficients
a (s - 1 bits), then m_1 .. m_s, each odd and below 2^i, without the last bit (i - 1 bits)."""
import base64, os
import numpy as np
import scipy.stats._sobol as where

DIMENSIONS = 1500
data = np.load(os.path.join(os.path.dirname(where.__file__), '_sobol_direction_numbers.npz'))
bits = ''
for k in range(1, DIMENSIONS):
    poly = int(data['poly'][k])
    s = poly.bit_length() - 1
    assert poly & 1 and s < 16
    bits += format(s, '04b')
    if s > 1: bits += format((poly >> 1) & ((1 << (s - 1)) - 1), f'0{s - 1}b')
    for i in range(1, s + 1):
        m = int(data['vinit'][k][i - 1])
        assert m & 1 and m < 1 << i
        if i > 1: bits += format(m >> 1, f'0{i - 1}b')
bits += '0' * (-len(bits) % 24)
packed = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
text = base64.b64encode(packed).decode()
open('src/sobolTable.ts', 'w').write(f'''/** Dimensions of the table. */
export const SOBOL_DIMENSIONS = {DIMENSIONS}

/**
 * Direction numbers of Joe and Kuo (new-joe-kuo-6, SIAM J. Sci. Comput. 30 (2008) 2635-2654), dimension 2 on, as bits
 * in base64: degree s (4 bits), inner coefficients of the polynomial (s - 1), m_1..m_s without their last bit, which
 * is 1 (i - 1 bits each). Made by tables/sobol.py.
 */
export const SOBOL_TABLE = '{text}'
''')
print(len(text))
