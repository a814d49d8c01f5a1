// The floors of the house, ground first: a package imports only from rows below its own. One list, read by the layer
// rule, the front door, the README's picture and new packages.
export const floors = [
  ['core', 'math'],
  ['assets', 'indicators', 'optimizer'],
  ['pricing', 'futures', 'fx'],
  ['portfolio', 'data'],
  ['risk', 'scoring'],
  ['engine'],
  ['sim'],
  ['backtest', 'brokers', 'strategies', 'store'],
  ['dashboard', 'desk'],
]

/** Applications are not re-exported by the front door. */
export const applications = ['dashboard', 'desk']

/** Row of a package, or -1. */
export const floorOf = (name) => floors.findIndex((row) => row.includes(name))
