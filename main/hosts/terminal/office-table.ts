import { DELIVERY_STATES } from '../../../contract/rows/fee.ts'
import { PAYMENT_METHODS } from '../../../contract/rows/office.ts'
import type { CommandSpec } from './command-spec.ts'
import { ARCHIVE, choice, flag, ID, NAME, PAGE, required, SKU, text } from './shared-options.ts'

const AMOUNT = text('amount', 'DOLLARS', 'such as 12.50')
const REASON = text('reason', 'TEXT', 'why')
const ENTRY = text('entry', 'ENTRY', 'the entry that it is about')
const WAIT = flag('wait', 'returns when its deliveries are settled or have failed once')

const office = () => import('./commands/office.ts')
const papers = () => import('./commands/papers.ts')
const outbox = () => import('./commands/outbox.ts')
const operators = () => import('./commands/operators.ts')

/** The office side of the command: entries, deliveries, operators. */
export const OFFICE_TABLE: readonly CommandSpec[] = [
  {
    words: ['fees', 'add'],
    operands: [],
    options: [
      required(text('student', 'ID', "the student's School Id")),
      required(SKU),
      required(AMOUNT),
      text('location', 'ABBR', "a location's abbreviation (the student's own)"),
      text('asset', 'TAG', 'the asset that it hangs on'),
      { name: 'due', value: 'DAY', kind: 'day', says: 'when it is due' },
      text('name', 'TEXT', "what it says (the item type's title)"),
      text('description', 'TEXT', 'more about it'),
      WAIT,
    ],
    says: 'charges a student',
    load: () => office().then(module => module.addFee),
  },
  {
    words: ['fees', 'pay'],
    operands: [ID],
    options: [
      required(AMOUNT),
      required(choice('method', 'METHOD', PAYMENT_METHODS)),
      text('check-number', 'N', "the check's number"),
      text('note', 'TEXT', 'what to remember'),
      WAIT,
    ],
    says: 'takes a payment',
    load: () => office().then(module => module.payFee),
  },
  {
    words: ['fees', 'waive'],
    operands: [ID],
    options: [AMOUNT, required(REASON), WAIT],
    says: 'forgives what is owed, or a part of it',
    load: () => office().then(module => module.waiveFee),
  },
  {
    words: ['fees', 'adjust'],
    operands: [ID],
    options: [required(text('amount', '±DOLLARS', 'such as -5.00')), required(REASON), WAIT],
    says: 'changes what a fee costs',
    load: () => office().then(module => module.adjustFee),
  },
  {
    words: ['fees', 'void'],
    operands: [ID],
    options: [ENTRY, required(REASON), WAIT],
    says: 'voids a fee, or one of its entries: it should never have been',
    load: () => office().then(module => module.voidFee),
  },
  {
    words: ['fees', 'refund'],
    operands: [ID],
    options: [required(ENTRY), AMOUNT, REASON, WAIT],
    says: 'gives a payment back, or a part of it',
    load: () => office().then(module => module.refundFee),
  },
  {
    words: ['fees', 'bounce'],
    operands: [ID],
    options: [required(ENTRY), AMOUNT, WAIT],
    says: 'enters that a check bounced',
    load: () => office().then(module => module.bounceFee),
  },
  {
    words: ['fees', 'transfer'],
    operands: [ID],
    options: [required(text('to', 'ID', 'the fee that the money goes to')), required(AMOUNT), REASON, WAIT],
    says: "moves money between two of a student's fees",
    load: () => office().then(module => module.transferFee),
  },
  {
    words: ['fees', 'answer'],
    operands: [ID, { name: 'ANSWER', choices: ['owed-again', 'waive-too', 'keep-credit'] }],
    options: [WAIT],
    says: 'answers what a fee asks after a refund or an overpayment',
    load: () => office().then(module => module.answerFee),
  },
  {
    words: ['report', 'receipt'],
    operands: [ID],
    options: [required(text('out', 'FILE.pdf', 'the PDF to write'))],
    says: 'writes a receipt as a PDF, by its id or its number',
    load: () => papers().then(module => module.reportReceipt),
  },
  {
    words: ['report', 'statement'],
    operands: [],
    options: [
      required(text('student', 'ID', "the student's School Id")),
      { name: 'since', value: 'DAY', kind: 'day', says: 'tells entries from that day on (July 1 of this school year)' },
      required(text('out', 'FILE.pdf', 'the PDF to write')),
    ],
    says: "writes a student's statement as a PDF",
    load: () => papers().then(module => module.reportStatement),
  },
  {
    words: ['outbox', 'list'],
    operands: [],
    options: [choice('state', 'STATE', DELIVERY_STATES), ...PAGE],
    says: 'what is owed to other systems (the unsettled)',
    load: () => outbox().then(module => module.listOutbox),
  },
  {
    words: ['outbox', 'retry'],
    operands: [ID],
    options: [WAIT],
    says: 'tries a delivery again; what may be there is looked up first',
    load: () => outbox().then(module => module.retryDelivery),
  },
  {
    words: ['outbox', 'done'],
    operands: [ID],
    options: [],
    says: 'says that it was entered there by hand',
    load: () => outbox().then(module => module.markDone),
  },
  {
    words: ['outbox', 'ignore'],
    operands: [ID],
    options: [],
    says: 'decides not to send it',
    load: () => outbox().then(module => module.ignoreDelivery),
  },
  {
    words: ['runs', 'undo'],
    operands: [ID],
    options: [flag('approve', 'does it; without it only shows what would be done')],
    says: 'takes back what a run entered, as a run of its own',
    load: () => import('./commands/undo.ts').then(module => module.undoRun),
  },
  {
    words: ['operators', 'list'],
    operands: [],
    options: [],
    says: 'who works with this ledger, and the roles',
    load: () => operators().then(module => module.listOperators),
  },
  {
    words: ['operators', 'add'],
    operands: [],
    options: [
      required(NAME),
      required(text('role', 'ROLE', 'Administrator, Bookkeeper, Cashier, Viewer or one of your own')),
      text('account', 'ACCOUNT', 'the computer account that acts as this operator'),
      flag('pin', 'sets the PIN from $FEEBRIDGE_NEW_PIN'),
      text('locations', 'ABBR,…', 'where the operator may act (everywhere)'),
    ],
    says: 'adds an operator',
    load: () => operators().then(module => module.addOperator),
  },
  {
    words: ['operators', 'set'],
    operands: [ID],
    options: [
      NAME,
      text('role', 'ROLE', 'another role'),
      text('account', 'ACCOUNT', 'another computer account; empty takes it away'),
      flag('pin', 'sets the PIN from $FEEBRIDGE_NEW_PIN'),
      flag('no-pin', 'takes the PIN away'),
      text('locations', 'ABBR,…', 'where the operator may act; empty means everywhere'),
      ...ARCHIVE,
    ],
    says: 'changes an operator',
    load: () => operators().then(module => module.setOperator),
  },
]
