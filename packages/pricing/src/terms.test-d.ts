import type { Option } from '@bourse/assets'
import { type OptionTerms, priceOption } from './index.js'

// An option of @bourse/assets is priced as it is, and its terms are exactly ours: neither side may drift.
type Terms = Pick<Option, 'right' | 'strike' | 'exercise'>
declare const listed: Option
declare const ours: OptionTerms

priceOption(listed, { spot: 100, vol: 0.2, rate: 0.03, years: 0.5 }) satisfies number
listed satisfies OptionTerms
ours satisfies Terms
