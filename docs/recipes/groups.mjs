// The parts of the desk, in the order in which recipes are listed: a folder each.
export const recipeGroups = [
  { folder: 'options', title: 'Options' },
  { folder: 'futures', title: 'Futures' },
  { folder: 'calendars', title: 'Calendars' },
  { folder: 'currencies', title: 'Currencies' },
  { folder: 'data', title: 'Data' },
  { folder: 'signals', title: 'Signals' },
  { folder: 'models', title: 'Models' },
  { folder: 'portfolio', title: 'Portfolio' },
  { folder: 'risk', title: 'Risk' },
  { folder: 'backtests', title: 'Backtests' },
  { folder: 'live', title: 'Paper, live, replay' },
]
