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

/** What a row is for, ground first. */
export const floorMeaning = [
  'nouns and ports; numbers',
  'what can be traded, when; signals; weights',
  'what things are worth',
  'what we hold; what we know',
  'decide',
  'step(input) -> commands',
  'a world to trade in',
  'imported by applications alone',
  'applications',
]

/** Applications are not re-exported by the front door. */
export const applications = ['dashboard', 'desk']

/** Row of a package, or -1. */
export const floorOf = (name) => floors.findIndex((row) => row.includes(name))
