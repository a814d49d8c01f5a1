import ts from 'typescript'

/**
 * The sample with each `expression // => value` turned into a comparison. Nothing else changes: lines stay where they
 * are. `const x = ... // => value` compares `x`, `console.log(x) // => value` what is logged, and a comment alone on its
 * line speaks of the statement that ends above it.
 */
export function sampleProgram(code: string): string {
  const source = ts.createSourceFile('sample.ts', code, ts.ScriptTarget.Latest, true)
  const ending = statementsByLastLine(source)
  const edits = saidValues(code).flatMap(({ line, value }) => {
    const node = ending.get(line)
    if (node === undefined) throw new Error(`no expression ends where it says // => ${value}`)
    const checked = checkedPart(node)
    const tail = `, ${JSON.stringify(value)}, ${line + 1})`
    if (typeof checked === 'string') return [{ at: node.end, text: `; __said(${checked}${tail}` }]
    return [
      { at: checked.getStart(), text: ';__said(' },
      { at: checked.end, text: tail },
    ]
  })
  // From the end, so that earlier positions stay right.
  edits.sort((a, b) => b.at - a.at)
  return edits.reduce((text, { at, text: more }) => text.slice(0, at) + more + text.slice(at), code)
}

type Statement = ts.ExpressionStatement | ts.VariableStatement

/** The statement that ends last on each line, the outermost of them. */
function statementsByLastLine(source: ts.SourceFile): ReadonlyMap<number, Statement> {
  const ending = new Map<number, Statement>()
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) || ts.isVariableStatement(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.end)
      if (node.end > (ending.get(line)?.end ?? -1)) ending.set(line, node)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return ending
}

function checkedPart(node: Statement): ts.Expression | string {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]!.name.getText()
  const call = node.expression
  const logs = ts.isCallExpression(call) && call.expression.getText() === 'console.log' && call.arguments.length === 1
  return logs ? call.arguments[0]! : call
}

/** What is said of each line; a comment that stands alone speaks of the line above it. */
function saidValues(code: string): readonly { readonly line: number; readonly value: string }[] {
  return code.split('\n').flatMap((text, i) => {
    const said = /^(.*)\/\/ => (.*)$/.exec(text)
    return said === null ? [] : [{ line: said[1]!.trim() === '' ? i - 1 : i, value: said[2]!.trim() }]
  })
}
