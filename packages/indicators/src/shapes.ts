/** A field of a bar. */
export type BarField = 'open' | 'high' | 'low' | 'close' | 'volume'

/** What a bar indicator reads of each bar: a `Bar` of core fits, a row of a CSV fits. */
export type BarFields<K extends BarField> = { readonly [field in K]: number }

/** What a bar indicator reads as columns of equal length: `Bars` of core fit. */
export type BarColumns<K extends BarField> = { readonly [field in K]: Float64Array }

/** The outputs of an indicator as columns: one per field. */
export type IndicatorColumns<T> = { readonly [field in keyof T]: Float64Array }
