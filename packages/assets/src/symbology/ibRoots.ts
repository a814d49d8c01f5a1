// Interactive Brokers names some futures after their underlying. SIL has no entry: there it is SI with multiplier 1000, which
// the text alone does not say.
const named: { readonly [root: string]: string } = {
  '6A': 'AUD',
  '6B': 'GBP',
  '6C': 'CAD',
  '6E': 'EUR',
  '6J': 'JPY',
  '6S': 'CHF',
  BTC: 'BRR',
  ETH: 'ETHUSDRR',
  VX: 'VIX',
}
const noName = ['SIL']

/** The root that Interactive Brokers calls so; `undefined` where the text is our name of a root they call otherwise. */
export function rootOfIb(name: string): string | undefined {
  for (const root in named) if (named[root] === name) return root
  return Object.hasOwn(named, name) || noName.includes(name) ? undefined : name
}

/** Their name of a root; `undefined` where the name alone does not say it, or would say another. */
export function ibOfRoot(root: string): string | undefined {
  if (Object.hasOwn(named, root)) return named[root]
  return noName.includes(root) || Object.values(named).includes(root) ? undefined : root
}
