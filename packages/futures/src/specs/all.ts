// Every root at once, for applications that look them up by name.
import { failed, type Result, succeeded } from '@bourse/core'
import type { FutureSpec } from '../contracts/futureSpec.js'
import { A6 } from './6a.js'
import { B6 } from './6b.js'
import { C6 } from './6c.js'
import { E6 } from './6e.js'
import { J6 } from './6j.js'
import { S6 } from './6s.js'
import { BTC } from './btc.js'
import { CL } from './cl.js'
import { ES } from './es.js'
import { ETH } from './eth.js'
import { GC } from './gc.js'
import { HE } from './he.js'
import { HG } from './hg.js'
import { HO } from './ho.js'
import { LE } from './le.js'
import { M2K } from './m2k.js'
import { M6E } from './m6e.js'
import { MBT } from './mbt.js'
import { MCL } from './mcl.js'
import { MES } from './mes.js'
import { MET } from './met.js'
import { MGC } from './mgc.js'
import { MNQ } from './mnq.js'
import { MYM } from './mym.js'
import { NG } from './ng.js'
import { NQ } from './nq.js'
import { PL } from './pl.js'
import { RB } from './rb.js'
import { RTY } from './rty.js'
import { SI } from './si.js'
import { SIL } from './sil.js'
import { SR3 } from './sr3.js'
import { TN } from './tn.js'
import { UB } from './ub.js'
import { VX } from './vx.js'
import { VXM } from './vxm.js'
import { YM } from './ym.js'
import { ZB } from './zb.js'
import { ZC } from './zc.js'
import { ZF } from './zf.js'
import { ZL } from './zl.js'
import { ZM } from './zm.js'
import { ZN } from './zn.js'
import { ZQ } from './zq.js'
import { ZS } from './zs.js'
import { ZT } from './zt.js'
import { ZW } from './zw.js'

/**
 * All roots of this package.
 *
 * @example
 * import { futureSpecs } from '@bourse/futures'
 * futureSpecs.length // => 47
 */
export const futureSpecs: readonly FutureSpec[] = [
  ES,
  NQ,
  YM,
  RTY,
  MES,
  MNQ,
  MYM,
  M2K,
  VX,
  VXM,
  ZN,
  ZB,
  ZF,
  ZT,
  UB,
  TN,
  ZQ,
  SR3,
  CL,
  MCL,
  NG,
  HO,
  RB,
  GC,
  MGC,
  SI,
  SIL,
  HG,
  PL,
  E6,
  M6E,
  J6,
  B6,
  A6,
  S6,
  C6,
  ZC,
  ZW,
  ZS,
  ZM,
  ZL,
  LE,
  HE,
  BTC,
  MBT,
  ETH,
  MET,
]

/**
 * The spec of a root among those given (default: all of this package). Fails with `future/unknown-root`.
 *
 * @example
 * import { findFutureSpec } from '@bourse/futures'
 * const found = findFutureSpec('CL')
 * found.ok && found.value.multiplier // => 1000
 * findFutureSpec('XX').ok // => false
 */
export function findFutureSpec(
  root: string,
  specs: readonly FutureSpec[] = futureSpecs,
): Result<FutureSpec, 'future/unknown-root'> {
  const spec = specs.find((one) => one.root === root)
  if (spec !== undefined) return succeeded(spec)
  return failed('future/unknown-root', `no spec has the root ${JSON.stringify(root.slice(0, 40))}`, {
    root: root.slice(0, 40),
  })
}
