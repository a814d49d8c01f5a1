/** Mood of a text, -1 to 1, NaN where it says nothing; what reads texts better than a list of words fits here. */
export type SentimentModel = (text: string) => number

// Words of the desk, one for each stem that matters; strength 1 or 2.
const good =
  'beat 1 beats 1 bullish 2 breakout 1 gain 1 gains 1 rally 2 rallies 2 rallied 2 surge 2 surges 2 surged 2 soar 2 soars 2 soared 2 strong 1 upgrade 1 upgraded 1 record 1 adoption 1 approval 1 approved 1 approves 1 partnership 1 profit 1 profits 1 growth 1 rise 1 rises 1 rose 1 rebound 1 rebounds 1 outperform 1 outperforms 1 accumulate 1 accumulation 1 inflow 1 inflows 1 recovery 1 moon 1 win 1 wins 1 up 1 higher 1'
const bad =
  'miss 1 misses 1 missed 1 bearish 2 crash 2 crashes 2 crashed 2 plunge 2 plunges 2 plunged 2 loss 1 losses 1 fall 1 falls 1 fell 1 drop 1 drops 1 dropped 1 weak 1 downgrade 1 downgraded 1 hack 2 hacked 2 exploit 2 exploited 2 fraud 2 lawsuit 1 sued 1 ban 1 bans 1 banned 1 bankruptcy 2 bankrupt 2 default 2 defaults 2 liquidation 1 liquidations 1 liquidated 1 selloff 2 outflow 1 outflows 1 dump 1 dumps 1 dumped 1 recession 2 fear 1 panic 2 scam 2 rug 2 delay 1 delayed 1 down 1 lower 1 investigation 1'
const negations = /* @__PURE__ */ new Set([
  'not',
  'no',
  'never',
  'without',
  "isn't",
  "doesn't",
  "didn't",
  "won't",
  "can't",
  'hardly',
])
const boosters = /* @__PURE__ */ new Set(['very', 'sharply', 'strongly', 'massive', 'huge', 'hugely'])

/**
 * Mood of a headline by a list of about a hundred words: (good - bad) / (good + bad), strong words twice, a word within three of
 * a negation turned round, after a word like "sharply" half as much again. English. A baseline that a model must beat: it
 * does not know irony, nor who is hit.
 *
 * @returns -1 to 1, NaN where no word of the list occurs
 * @example
 * import { textSentiment } from '@bourse/scoring'
 * textSentiment('Bitcoin surges as ETF inflows hit a record') // => 1
 * textSentiment('Exchange hacked, losses not recovered') // => -1
 * textSentiment('Quarterly report published') // => NaN
 */
export const textSentiment: SentimentModel = (text) => {
  const words =
    text
      .toLowerCase()
      .replace(/\u2019/g, "'")
      .match(/[a-z']+/g) ?? []
  let [up, down] = [0, 0]
  words.forEach((word, i) => {
    const strength = strengthOf(word)
    if (strength === 0) return
    const before = words.slice(Math.max(0, i - 3), i)
    const turned = before.some((one) => negations.has(one)) ? -1 : 1
    const weight = strength * turned * (boosters.has(words[i - 1] ?? '') ? 1.5 : 1)
    if (weight > 0) up += weight
    else down -= weight
  })
  return up + down === 0 ? Number.NaN : (up - down) / (up + down)
}

let lexicon: ReadonlyMap<string, number> | undefined
function strengthOf(word: string): number {
  lexicon ??= new Map([...entriesOf(good, 1), ...entriesOf(bad, -1)])
  return lexicon.get(word) ?? 0
}

function entriesOf(list: string, sign: number): (readonly [string, number])[] {
  const parts = list.split(' ')
  return parts.flatMap((word, i) => (i % 2 === 0 ? [[word, sign * Number(parts[i + 1])] as const] : []))
}
