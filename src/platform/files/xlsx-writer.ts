import writeWorkbook from 'write-excel-file/node'

/** Makes a workbook of one sheet out of rows of texts; meant for a thread, as it holds the whole. */
export function openXlsxWriter(): (
  message: { kind: 'rows'; rows: string[][] } | { kind: 'end'; sheet: string },
) => Promise<Uint8Array> {
  const all: string[][] = []
  return async (message) => {
    if (message.kind === 'rows') {
      for (const row of message.rows) all.push(row)
      return new Uint8Array()
    }
    // The type is stated, so that nothing is ever guessed to be a number, a date or a formula.
    const [header = [], ...rows] = all.map((row) =>
      row.map((value) => (value === '' ? null : { value: value.slice(0, cellLimit), type: String })),
    )
    const bold = header.map((cell) => cell && { ...cell, fontWeight: 'bold' as const })
    const columns = header.map(() => ({ width: 24 }))
    const made = writeWorkbook([bold, ...rows], {
      sheet: message.sheet.slice(0, 31),
      columns,
      stickyRowsCount: 1,
    })
    return new Uint8Array(await made.toBuffer())
  }
}

// What a spreadsheet program takes in one cell.
const cellLimit = 32_767
