// Bloomberg's roots and yellow keys. Roots of one letter are padded with a blank: `C H6 Comdty`.

/** Bloomberg's root, padded, and the key after it. */
export type BloombergRoot = { readonly name: string; readonly key: 'Index' | 'Comdty' | 'Curncy' }

const listed = (key: BloombergRoot['key'], roots: string): (readonly [string, BloombergRoot])[] =>
  roots.split(' ').map((pair) => {
    const [root = '', name = root] = pair.split('=')
    return [root, { name: name.padEnd(2), key }] as const
  })

/** By our root. */
export const bloombergRoots: ReadonlyMap<string, BloombergRoot> = /* @__PURE__ */ new Map([
  .../* @__PURE__ */ listed('Index', 'ES NQ YM=DM RTY MES=HWA MNQ=HWB VX=UX'),
  .../* @__PURE__ */ listed('Comdty', 'ZT=TU ZF=FV ZN=TY TN=UXY ZB=US UB=WN ZQ=FF SR3=SFR'),
  .../* @__PURE__ */ listed('Comdty', 'CL NG HO RB=XB GC SI HG PL ZC=C ZW=W ZS=S ZM=SM ZL=BO LE=LC HE=LH'),
  .../* @__PURE__ */ listed('Curncy', '6E=EC 6J=JY 6B=BP 6A=AD 6S=SF 6C=CD BTC ETH=DCR'),
])

/** Our root, by Bloomberg's and its key. */
export function rootOfBloomberg(name: string, key: string): string | undefined {
  for (const [root, at] of bloombergRoots) if (at.name === name && at.key === key) return root
  return undefined
}
