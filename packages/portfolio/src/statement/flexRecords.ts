// Both forms of a Flex statement as the same records: names as in the XML, whatever the file calls its columns.
import { badText } from '@bourse/core'
import { csvRows } from './csvRows.js'
import { xmlElements } from './xmlElements.js'

/** What the import reads of a statement. */
export type FlexSection = 'trade' | 'cash' | 'position' | 'balance' | 'action' | 'transfer' | 'statement'
/** One line of a section. */
export type FlexRecord = { readonly section: FlexSection; readonly fields: ReadonlyMap<string, string> }

const sections: { readonly [element: string]: FlexSection } = {
  Trade: 'trade',
  CashTransaction: 'cash',
  OpenPosition: 'position',
  CashReportCurrency: 'balance',
  CorporateAction: 'action',
  Transfer: 'transfer',
  FlexStatement: 'statement',
}

/** The records of XML, recognised by its first character, or of CSV with headings. */
export function flexRecords(text: string): readonly FlexRecord[] {
  return /^\uFEFF?\s*</.test(text) ? fromXml(text) : fromCsv(text)
}

function fromXml(text: string): readonly FlexRecord[] {
  const elements = xmlElements(text)
  if (elements[0]!.name !== 'FlexQueryResponse')
    throw badText('importFlex', 'root', elements[0]!.name, 'FlexQueryResponse, an activity statement')
  return elements.flatMap(({ name, attributes }): FlexRecord[] => {
    const section = Object.hasOwn(sections, name) ? sections[name] : undefined
    return section === undefined ? [] : [{ section, fields: attributes }]
  })
}

// Columns that are not called what the attribute is called, in another case.
const columns: { readonly [column: string]: string } = {
  ClientAccountID: 'accountId',
  CurrencyPrimary: 'currency',
  AssetClass: 'assetCategory',
  'Buy/Sell': 'buySell',
  'Date/Time': 'dateTime',
  'Put/Call': 'putCall',
  'Notes/Codes': 'notes',
  IBCommission: 'ibCommission',
  IBCommissionCurrency: 'ibCommissionCurrency',
  IBOrderID: 'ibOrderID',
  IBExecID: 'ibExecID',
}

// Lines may begin with a code (HEADER, DATA, BOF ..) and a section, or not; a line of headings starts a section.
function fromCsv(text: string): readonly FlexRecord[] {
  const records: FlexRecord[] = []
  let headings: readonly string[] = []
  let section: FlexSection | undefined
  for (const row of csvRows(text, 'importFlex')) {
    const code = row[0]!
    if (/^(BO[FAS]|EO[FAS]|MSG)$/.test(code)) continue
    const coded = code === 'HEADER' || code === 'DATA' || code === 'TRAILER'
    const cells = coded ? row.slice(2) : row
    if (code === 'TRAILER') continue
    if (coded ? code === 'HEADER' : cells.includes('ClientAccountID')) {
      headings = cells.map(nameOf)
      section = sectionOf(headings)
      continue
    }
    if (headings.length === 0)
      throw badText('importFlex', 'line', row.join(','), 'headings first, with ClientAccountID')
    if (cells.length !== headings.length)
      throw badText('importFlex', 'line', row.join(','), `${headings.length} fields, as the headings have`)
    if (section !== undefined) records.push({ section, fields: new Map(cells.map((cell, i) => [headings[i]!, cell])) })
  }
  return records
}

function nameOf(column: string): string {
  const known = Object.hasOwn(columns, column) ? columns[column] : undefined
  return known ?? column.charAt(0).toLowerCase() + column.slice(1)
}

// By what only that section has: the codes differ between versions, the fields do not.
function sectionOf(names: readonly string[]): FlexSection | undefined {
  const has = (...all: string[]): boolean => all.every((name) => names.includes(name))
  if (has('tradePrice', 'quantity', 'buySell')) return 'trade'
  if (has('amount', 'type', 'transactionID')) return 'cash'
  if (has('endingCash')) return 'balance'
  if (has('actionID') || has('actionDescription', 'quantity')) return 'action'
  if (has('direction', 'cashTransfer')) return 'transfer'
  if (has('markPrice', 'quantity')) return 'position'
  return undefined
}
