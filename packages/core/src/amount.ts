import type { Currency } from './ids.js'

/** Estimated: a double with its currency. What is owed is `Money`. */
export type Amount<C extends Currency = Currency> = { readonly currency: C; readonly value: number }
