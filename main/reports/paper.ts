import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

/** What every paper says about itself. `generatedAt` is UTC. */
export interface PaperFacts {
  district: string
  timeZone: string
  generatedAt: string
}

export interface PaperTitle {
  /** The document's title, as a reader's window shows it. */
  title: string
  /** What the foot of every page says, before its number. */
  foot: string
}

/** One line of text. Sizes and gaps in points. */
export interface LineStyle {
  size?: number
  bold?: boolean
  soft?: boolean
  gapBefore?: number
  gapAfter?: number
}

const { resolve } = createRequire(import.meta.url)
// Fonts of our own in every file: the standard ones of PDF have no ł, ō or ễ. They are read from their package, never from the computer.
const FONT_FILES = {
  plain: resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf'),
}
const MARGIN = 54
/** Room for the foot, which stands below the text. */
const FOOT_ROOM = 30
const TEXT_SIZE = 10
const FOOT_SIZE = 8
const INK = '#1a1a1a'
export const SOFT_INK = '#595959'
const RULE_INK = '#c8c8c8'
const LABEL_WIDTH = 92

/** A paper of Letter size that is drawn from top to bottom: text that can be selected and is tagged for screen readers, a foot with the number of each page. */
export class Paper {
  readonly doc: PDFKit.PDFDocument
  readonly left = MARGIN
  readonly width: number
  /** Everything that is read aloud, in its order. */
  readonly root: PDFKit.PDFStructureElement
  private readonly foot: string
  private readonly bottom: number
  private mark: string | null = null

  constructor(facts: PaperFacts, { title, foot }: PaperTitle) {
    const createdAt = new Date(facts.generatedAt)
    this.doc = new PDFDocument({
      size: 'LETTER',
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT_ROOM },
      font: FONT_FILES.plain,
      pdfVersion: '1.7',
      lang: 'en-US',
      tagged: true,
      displayTitle: true,
      bufferPages: true,
      // The same data gives the same bytes: the only time in it is the ledger's own.
      info: {
        Title: title,
        Author: facts.district,
        Creator: 'Feebridge',
        Producer: 'Feebridge',
        CreationDate: createdAt,
        ModDate: createdAt,
      },
    })
    this.doc.registerFont('plain', FONT_FILES.plain)
    this.doc.registerFont('bold', FONT_FILES.bold)
    this.width = this.doc.page.width - 2 * MARGIN
    this.bottom = this.doc.page.height - MARGIN - FOOT_ROOM
    this.foot = foot
    this.root = this.doc.struct('Document')
    this.doc.addStructure(this.root)
  }

  /** Begins a page when fewer points than these are left on this one. True when it did. */
  makeRoom(points: number): boolean {
    if (this.doc.y + points <= this.bottom || this.doc.y <= MARGIN) return false
    this.doc.addPage()
    return true
  }

  setStyle({ size = TEXT_SIZE, bold = false, soft = false }: LineStyle): void {
    this.doc
      .font(bold ? 'bold' : 'plain')
      .fontSize(size)
      .fillColor(soft ? SOFT_INK : INK)
  }

  /** Writes a heading or a paragraph over the whole width. */
  write(tag: 'H1' | 'H2' | 'P', text: string, style: LineStyle = {}): void {
    this.setStyle(style)
    this.doc.y += style.gapBefore ?? 0
    // A heading keeps some of what it heads with it.
    this.makeRoom(this.doc.heightOfString(text, { width: this.width }) + (tag === 'P' ? 0 : 60))
    this.root.add(
      this.doc.struct(tag, {}, () => void this.doc.text(text, this.left, this.doc.y, { width: this.width })),
    )
    this.doc.y += style.gapAfter ?? 2
  }

  /** Writes labelled facts, one below the other. Those without a value are left out. */
  writeFacts(facts: readonly (readonly [label: string, value: string | null])[]): void {
    for (const [label, value] of facts) {
      if (value === null || value === '') continue
      this.setStyle({})
      const valueWidth = this.width - LABEL_WIDTH
      const height = this.doc.heightOfString(value, { width: valueWidth })
      this.makeRoom(height)
      const top = this.doc.y
      const draw = () => {
        this.setStyle({ soft: true })
        this.doc.text(label, this.left, top, { width: LABEL_WIDTH, continued: false })
        this.setStyle({})
        this.doc.text(value, this.left + LABEL_WIDTH, top, { width: valueWidth })
      }
      this.root.add(this.doc.struct('P', {}, draw))
      this.doc.y = top + height + 1
    }
  }

  /** Draws what is not read aloud: rules, repeated heads, page numbers. */
  decorate(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' })
    draw()
    this.doc.endMarkedContent()
  }

  rule(y: number, ink = RULE_INK): void {
    this.decorate(() => {
      this.doc
        .moveTo(this.left, y)
        .lineTo(this.left + this.width, y)
        .lineWidth(0.5)
        .strokeColor(ink)
        .stroke()
    })
  }

  /** Puts a word across every page, such as `VOID`. */
  markAcross(word: string): void {
    this.mark = word
  }

  /** Ends the paper: feet and marks on every page, then the whole file. */
  async finish(): Promise<{ bytes: Buffer; pages: number }> {
    const { count: pages } = this.doc.bufferedPageRange()
    for (let page = 0; page < pages; page += 1) {
      this.doc.switchToPage(page)
      this.decorate(() => {
        if (this.mark !== null) this.drawMark(this.mark)
        this.drawFoot(`Page ${page + 1} of ${pages}`)
      })
    }
    this.root.end()
    this.doc.end()
    const chunks: Buffer[] = []
    for await (const chunk of this.doc) chunks.push(Buffer.from(chunk))
    return { bytes: Buffer.concat(chunks), pages }
  }

  private drawFoot(pageNumber: string): void {
    this.setStyle({ size: FOOT_SIZE, soft: true })
    const y = this.bottom + FOOT_ROOM - FOOT_SIZE
    const numberWidth = this.doc.widthOfString(pageNumber)
    const footWidth = this.width - numberWidth - 12
    this.doc.text(this.fit(this.foot, footWidth), this.left, y, { lineBreak: false })
    this.doc.text(pageNumber, this.left + this.width - numberWidth, y, { lineBreak: false })
  }

  private drawMark(word: string): void {
    const { width, height } = this.doc.page
    const size = 150
    this.doc.save().font('bold').fontSize(size).fillColor('#b00020').fillOpacity(0.16)
    this.doc.rotate(-35, { origin: [width / 2, height / 2] })
    this.doc.text(word, (width - this.doc.widthOfString(word)) / 2, height / 2 - size / 2, { lineBreak: false })
    this.doc.restore()
  }

  /** As much of a text as fits on one line of a width. */
  private fit(text: string, width: number): string {
    if (this.doc.widthOfString(text) <= width) return text
    let letters = [...text]
    while (letters.length > 0 && this.doc.widthOfString(`${letters.join('')}…`) > width) letters = letters.slice(0, -1)
    return `${letters.join('')}…`
  }
}
