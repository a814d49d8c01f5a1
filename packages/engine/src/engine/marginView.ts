// What accounts need and have, by the margin models of the configuration: asked by rules, computed when asked.
import type { AccountId } from '@bourse/core'
import type { MarginModel, MarginView, RiskContext } from '@bourse/risk'

/** The first model that has an answer for an account gives it; undefined where none has. */
export function marginView(models: readonly MarginModel[], context: () => RiskContext): MarginView {
  const computed = new Map<AccountId, { readonly version: number; readonly answer: ReturnType<MarginView['of']> }>()
  return {
    of(account) {
      const situation = context()
      const { version } = situation.book
      const known = computed.get(account)
      if (known?.version === version) return known.answer
      let answer: ReturnType<MarginView['of']>
      for (const model of models) {
        const margin = model.margin(situation.book, situation, account)
        if (!margin.ok) continue
        const required = margin.value.initial
        const { currency, value } = situation.book.equity({ account })
        const rate = situation.rates.mid(currency, required.currency)
        const equity = { currency: required.currency, value: value * (currency === required.currency ? 1 : rate) }
        answer = { required, equity, use: required.value / equity.value }
        break
      }
      computed.set(account, { version, answer })
      return answer
    },
  }
}
