// Rules of one strategy's own: the same rules, asked about its orders alone, shown its part of the book.
import type { Checkable } from '@bourse/core'
import type { BookView } from '@bourse/portfolio'
import type { RiskContext, Rule } from '@bourse/risk'

export function ownRule(
  strategy: string,
  rule: Rule,
  book: BookView,
  strategyOf: (order: Checkable) => string | undefined,
): Rule {
  // A view over the live context: getters read through, the book alone is another.
  let seen: { readonly of: RiskContext; readonly own: RiskContext } | undefined
  const own = (context: RiskContext): RiskContext => {
    if (seen?.of !== context)
      seen = { of: context, own: Object.create(context, { book: { value: book } }) as RiskContext }
    return seen.own
  }
  return {
    rule: `${strategy}: ${rule.rule}`,
    scope: rule.scope,
    observe: (input, context) => rule.observe(input, own(context)).map((action) => ({ ...action, strategy })),
    check: (order, context, situation) =>
      strategyOf(order) === strategy ? rule.check(order, own(context), situation) : { answer: 'pass', figures: [] },
    passed(order, context) {
      if (strategyOf(order) === strategy) rule.passed?.(order, own(context))
    },
    save: () => rule.save(),
    load: (state) => rule.load(state),
  }
}
