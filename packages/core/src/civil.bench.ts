import { type Bench, defineBench } from '@bourse/proof'
import { addDays, type IsoDate } from './civil.js'
import { toEpochMs } from './time.js'

const dates = Array.from({ length: 1000 }, (_, i) => addDays('2020-01-01', i * 3))
const texts = dates.map((date) => `${date}T14:30:00.250Z`)

const withDate = (date: IsoDate): string => {
  const moved = new Date(date)
  moved.setUTCDate(moved.getUTCDate() + 45)
  return moved.toISOString().slice(0, 10)
}

export const bench: Bench = defineBench({
  title: 'civil dates and ISO text against Date',
  races: () => [
    {
      name: 'a date plus 45 days',
      operations: dates.length,
      contenders: {
        core: () => dates.reduce((sum, date) => sum + addDays(date, 45).charCodeAt(9), 0),
        Date: () => dates.reduce((sum, date) => sum + withDate(date).charCodeAt(9), 0),
      },
    },
    {
      name: 'ISO text to milliseconds',
      operations: texts.length,
      contenders: {
        core: () => texts.reduce((sum, text) => sum + toEpochMs(text), 0),
        Date: () => texts.reduce((sum, text) => sum + Date.parse(text), 0),
      },
    },
  ],
})
