import { type LineStyle, type Paper, SOFT_INK } from './paper.ts'

/** One column; widths in points, which together are the paper's. */
export interface PaperColumn<Row> {
  head: string
  width: number
  align?: 'left' | 'right'
  read: (row: Row) => string
}

export interface PaperTable<Row> {
  columns: readonly PaperColumn<Row>[]
  rows: readonly Row[]
  /** The last line, in bold: a text for each column. */
  total: readonly string[]
}

/** A line of cells before it is drawn. */
interface Line {
  cells: readonly Cell[]
  style: LineStyle
  height: number
}
interface Cell {
  text: string
  x: number
  width: number
  align: 'left' | 'right'
}

const CELL_GAP = 8
const ROW_GAP = 3
const HEAD: LineStyle = { size: 8.5, bold: true, soft: true }
const BODY: LineStyle = { size: 9.5 }
const TOTAL: LineStyle = { size: 9.5, bold: true }

/** Draws a table over as many pages as it takes: rows are never torn, and every page begins with the heads of its columns. */
export function drawTable<Row>(paper: Paper, { columns, rows, total }: PaperTable<Row>): void {
  const { doc } = paper
  const lineOf = (texts: readonly string[], style: LineStyle) => layOut(paper, columns, { texts, style })
  const head = lineOf(
    columns.map(column => column.head),
    HEAD,
  )
  const lines = rows.map(row =>
    lineOf(
      columns.map(column => column.read(row)),
      BODY,
    ),
  )
  const table = doc.struct('Table')
  paper.root.add(table)
  paper.makeRoom(head.height + (lines[0]?.height ?? 0))
  drawLine(paper, head, () => table.add(tagged(paper, head, 'TH')))
  paper.rule(doc.y, SOFT_INK)
  for (const line of [...lines, lineOf(total, TOTAL)]) {
    if (paper.makeRoom(line.height)) {
      drawLine(paper, head, () => paper.decorate(() => drawCells(paper, head, doc.y)))
      paper.rule(doc.y, SOFT_INK)
    }
    if (line.style === TOTAL) paper.rule(doc.y, SOFT_INK)
    drawLine(paper, line, () => table.add(tagged(paper, line, 'TD')))
    if (line.style !== TOTAL) paper.rule(doc.y)
  }
  table.end()
}

function layOut<Row>(
  paper: Paper,
  columns: readonly PaperColumn<Row>[],
  { texts, style }: { texts: readonly string[]; style: LineStyle },
): Line {
  paper.setStyle(style)
  let x = paper.left
  let tallest = 0
  const cells = columns.map((column, index): Cell => {
    const text = texts[index] ?? ''
    const isLast = index === columns.length - 1
    const cell = { text, x, width: column.width - (isLast ? 0 : CELL_GAP), align: column.align ?? 'left' }
    x += column.width
    tallest = Math.max(tallest, paper.doc.heightOfString(text, { width: cell.width }))
    return cell
  })
  return { cells, style, height: tallest + 2 * ROW_GAP }
}

/** Draws a line where the pen stands, and puts the pen below it, wherever its last cell left it. */
function drawLine(paper: Paper, line: Line, draw: () => void): void {
  const top = paper.doc.y
  draw()
  paper.doc.y = top + line.height
}

/** The line as a row of the table: each cell is read on its own. */
function tagged(paper: Paper, line: Line, tag: 'TH' | 'TD'): PDFKit.PDFStructureElement {
  const { doc } = paper
  const top = doc.y
  const cells = line.cells.map(cell =>
    doc.struct(tag, {}, () => {
      paper.setStyle(line.style)
      drawCell(paper, cell, top)
    }),
  )
  return doc.struct('TR', {}, cells)
}

function drawCells(paper: Paper, line: Line, top: number): void {
  paper.setStyle(line.style)
  for (const cell of line.cells) drawCell(paper, cell, top)
}

function drawCell({ doc }: Paper, { text, x, width, align }: Cell, top: number): void {
  // An empty text would move nothing, and leave a tag without content.
  doc.text(text === '' ? ' ' : text, x, top + ROW_GAP, { width, align })
}
