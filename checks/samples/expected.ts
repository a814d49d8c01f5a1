import { inspect } from 'node:util'
import ts from 'typescript'

/**
 * Whether a value is what the comment behind `// =>` says: numbers to the digits printed, everything else as the
 * literal; `...` at the end of an object or array leaves the rest open. What is no literal is compared as text, with
 * `String(value)` or with Node's way of showing it.
 */
export function matches(value: unknown, said: string): boolean {
  const typed = /^(\w+Array)(?:\(\d+\))?\s*(\[.*)$/s.exec(said)
  const literal = parse(typed?.[2] ?? said)
  if (typed !== null && (value as object)?.constructor?.name !== typed[1]) return false
  if (literal !== undefined) {
    const answer = compare(typed === null ? value : [...(value as ArrayLike<unknown> & Iterable<unknown>)], literal)
    if (answer !== undefined) return answer
  }
  const shown = inspect(value, { depth: 9, breakLength: Number.POSITIVE_INFINITY, compact: true, maxArrayLength: 1000 })
  return squeeze(String(value)) === squeeze(said) || squeeze(shown) === squeeze(said)
}

const squeeze = (text: string): string => text.replace(/\s+/g, '')

function parse(text: string): ts.Expression | undefined {
  const source = ts.createSourceFile(
    'said.ts',
    `(${text.replace(/,?\s*(\.\.\.|…)\s*([}\]])/g, ', ...rest $2').replace(/([[{])\s*,/g, '$1')})`,
    ts.ScriptTarget.Latest,
    true,
  )
  const errors = (source as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics
  const statement = source.statements[0]
  if (errors.length > 0 || source.statements.length !== 1 || !statement || !ts.isExpressionStatement(statement)) return
  return ts.isParenthesizedExpression(statement.expression) ? statement.expression.expression : undefined
}

/** True or false where `node` is a literal, `undefined` where it is anything else. */
function compare(value: unknown, node: ts.Expression): boolean | undefined {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
    return compareNegative(value, node)
  if (ts.isNumericLiteral(node)) return isPrinted(value, node.getText())
  if (ts.isBigIntLiteral(node)) return value === BigInt(node.text.replace(/n$/, ''))
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return value === node.text
  if (node.kind === ts.SyntaxKind.TrueKeyword) return value === true
  if (node.kind === ts.SyntaxKind.FalseKeyword) return value === false
  if (node.kind === ts.SyntaxKind.NullKeyword) return value === null
  if (ts.isIdentifier(node)) return compareName(value, node.text)
  if (ts.isArrayLiteralExpression(node)) return compareArray(value, node)
  return ts.isObjectLiteralExpression(node) ? compareObject(value, node) : undefined
}

function compareName(value: unknown, name: string): boolean | undefined {
  if (name === 'NaN') return Number.isNaN(value)
  if (name === 'Infinity') return value === Number.POSITIVE_INFINITY
  return name === 'undefined' ? value === undefined : undefined
}

function compareNegative(value: unknown, { operand }: ts.PrefixUnaryExpression): boolean | undefined {
  if (typeof value === 'bigint') return compare(-value, operand)
  if (typeof value !== 'number') return false
  return operand.getText() === '0' ? Object.is(value, -0) : compare(-value, operand)
}

/** A whole number is meant as it is, but for the rounding of a double; decimals to the last digit that is written. */
function isPrinted(value: unknown, text: string): boolean {
  if (typeof value !== 'number') return false
  const plain = text.replaceAll('_', '')
  const expected = Number(plain)
  const [mantissa = '', exponent = '0'] = plain.toLowerCase().split('e')
  if (value === expected) return true
  if (/^0[xob]/i.test(plain)) return false
  const whole = !mantissa.includes('.') && !/e/i.test(plain)
  if (whole) return Math.abs(value - expected) <= 1e-12 * Math.min(Math.max(1, Math.abs(expected)), 1e6)
  const decimals = (mantissa.split('.')[1] ?? '').length - Number(exponent)
  // Half a unit of the last digit, and room for the rounding of the half itself.
  return Math.abs(value - expected) <= 0.5 * 10 ** -decimals * (1 + 1e-9)
}

function compareArray(value: unknown, { elements }: ts.ArrayLiteralExpression): boolean | undefined {
  if (!Array.isArray(value)) return false
  const open = elements.length > 0 && ts.isSpreadElement(elements.at(-1)!)
  const said = open ? elements.slice(0, -1) : elements
  if (open ? value.length < said.length : value.length !== said.length) return false
  return all(said.map((element, i) => compare(value[i], element)))
}

function compareObject(value: unknown, { properties }: ts.ObjectLiteralExpression): boolean | undefined {
  if (typeof value !== 'object' || value === null) return false
  const open = properties.some(ts.isSpreadAssignment)
  const said = properties.filter(ts.isPropertyAssignment)
  if (said.length + (open ? 1 : 0) !== properties.length) return undefined
  const names = said.map(({ name }) => (ts.isComputedPropertyName(name) ? name.getText() : name.text))
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined && typeof inner !== 'function')
  if (!open && present.some(([name]) => !names.includes(name))) return false
  return all(said.map(({ initializer }, i) => compare(value[names[i] as keyof typeof value], initializer)))
}

function all(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true
}
