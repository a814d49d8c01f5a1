// How claims are proven: reference rows, distances in ulps, campaigns that grow, races that are fair.
export { campaign } from './campaign.js'
export { errorIn, relativeError, ulpsBetween } from './distance.js'
export { type Bench, type Contender, defineBench, type Race, type RaceResult, racedSum, runRace } from './race.js'
export { golden, sharedFile, sharedRoot } from './shared.js'
