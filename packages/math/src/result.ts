/** An answer, or why mathematics has none. Structurally the `Result` of `@bourse/core`, which this package may not import. */
export type MathResult<T, C extends string = string> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly failure: {
        readonly code: C
        readonly message: string
        readonly details: { readonly [key: string]: number }
      }
    }

export function answer<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function noAnswer<C extends string>(
  code: C,
  message: string,
  details: { readonly [key: string]: number } = {},
): MathResult<never, C> {
  return { ok: false, failure: { code, message, details } }
}
