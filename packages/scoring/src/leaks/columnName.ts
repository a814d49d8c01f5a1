export function columnName(columns: readonly string[] | undefined, column: number): string {
  return columns?.[column] ?? `column ${column}`
}
