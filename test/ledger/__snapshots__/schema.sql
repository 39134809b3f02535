CREATE TABLE assets (
  seq INTEGER PRIMARY KEY,
  system TEXT NOT NULL,
  external_id TEXT NOT NULL,
  external_key TEXT NOT NULL,
  asset_tag TEXT,
  name TEXT,
  owner_key TEXT,
  location_key TEXT,
  UNIQUE (system, external_key)
) STRICT;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT,
  facts TEXT NOT NULL DEFAULT '{}',
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE categories (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  system TEXT NOT NULL,
  external_id TEXT,
  external_key TEXT,
  title TEXT NOT NULL,
  description TEXT,
  archived_at TEXT
) STRICT;

CREATE TABLE cursors (
  system TEXT NOT NULL,
  feed TEXT NOT NULL,
  run_seq INTEGER NOT NULL,
  position TEXT NOT NULL,
  moved_at TEXT NOT NULL,
  PRIMARY KEY (system, feed)
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL UNIQUE,
  system TEXT NOT NULL,
  kind TEXT NOT NULL,
  fee_seq INTEGER NOT NULL REFERENCES fees (seq),
  entry_seq INTEGER REFERENCES entries (seq),
  amount_cents INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  reason TEXT,
  external_id TEXT,
  created_at TEXT NOT NULL,
  settled_at TEXT
, is_instant INTEGER NOT NULL DEFAULT 0, about_seq INTEGER REFERENCES deliveries (seq), action TEXT CHECK (action IN ('create', 'remove')), body TEXT, attempted_at TEXT, empty_lookups INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  fee_seq INTEGER NOT NULL REFERENCES fees (seq),
  kind TEXT NOT NULL CHECK (kind IN ('charge', 'adjustment', 'waiver', 'payment', 'refund', 'bounced-check', 'transfer', 'void')),
  amount_cents INTEGER NOT NULL,
  system TEXT NOT NULL,
  external_id TEXT,
  import_seq INTEGER,
  run_seq INTEGER,
  operator TEXT,
  voids_seq INTEGER REFERENCES entries (seq),
  rule TEXT,
  reason TEXT,
  method TEXT,
  check_number TEXT,
  occurred_on TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE entry_links (
  entry_seq INTEGER PRIMARY KEY REFERENCES entries (seq),
  role TEXT NOT NULL CHECK (role IN ('takes-back', 'moved-to')),
  other_seq INTEGER NOT NULL REFERENCES entries (seq)
) STRICT;

CREATE TABLE fee_notes (
  seq INTEGER PRIMARY KEY,
  fee_seq INTEGER NOT NULL REFERENCES fees (seq),
  run_seq INTEGER,
  at TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;

CREATE TABLE fees (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  system TEXT NOT NULL,
  external_id TEXT,
  external_key TEXT,
  import_seq INTEGER,
  person_seq INTEGER REFERENCES people (seq),
  item_type_seq INTEGER REFERENCES item_types (seq),
  category_seq INTEGER REFERENCES categories (seq),
  location_seq INTEGER REFERENCES locations (seq),
  asset_key TEXT,
  asset_tag TEXT,
  ticket_key TEXT,
  ticket_number TEXT,
  sku TEXT,
  item_title TEXT,
  category_title TEXT,
  name TEXT NOT NULL,
  description TEXT,
  created_on TEXT NOT NULL,
  source_created_at TEXT NOT NULL,
  due_on TEXT NOT NULL,
  source_due_on TEXT,
  charged_cents INTEGER NOT NULL DEFAULT 0,
  adjusted_cents INTEGER NOT NULL DEFAULT 0,
  paid_cents INTEGER NOT NULL DEFAULT 0,
  waived_cents INTEGER NOT NULL DEFAULT 0,
  balance_cents INTEGER NOT NULL DEFAULT 0,
  is_void INTEGER NOT NULL DEFAULT 0,
  source_amount_cents INTEGER,
  source_due_cents INTEGER,
  source_missing_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  status TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN is_void = 1 THEN 'void'
    WHEN balance_cents < 0 THEN 'overpaid'
    WHEN balance_cents > 0 AND paid_cents <= 0 THEN 'open'
    WHEN balance_cents > 0 THEN 'partly-paid'
    WHEN paid_cents <= 0 AND waived_cents > 0 THEN 'waived'
    ELSE 'paid' END) VIRTUAL
) STRICT;

CREATE TABLE held_changes (
  seq INTEGER PRIMARY KEY,
  run_seq INTEGER NOT NULL REFERENCES runs (seq),
  fee_seq INTEGER NOT NULL REFERENCES fees (seq),
  fee_version INTEGER NOT NULL,
  what TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  message TEXT NOT NULL
) STRICT;

CREATE TABLE import_bodies (
  import_seq INTEGER PRIMARY KEY REFERENCES imports (seq),
  raw TEXT NOT NULL
) STRICT;

CREATE TABLE import_heads (
  system TEXT NOT NULL,
  feed TEXT NOT NULL,
  external_key TEXT NOT NULL,
  hash BLOB NOT NULL,
  import_seq INTEGER NOT NULL,
  PRIMARY KEY (system, feed, external_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  system TEXT NOT NULL,
  feed TEXT NOT NULL,
  kind TEXT NOT NULL,
  external_id TEXT,
  external_key TEXT NOT NULL,
  subject_key TEXT,
  previous_seq INTEGER,
  run_seq INTEGER NOT NULL REFERENCES runs (seq),
  -- The run that it belongs to in Sync History: the one that pulled it, until another decides it.
  decided_run_seq INTEGER NOT NULL,
  received_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('Unprocessed', 'Imported', 'Error', 'Ignored')),
  message_seq INTEGER REFERENCES messages (seq)
) STRICT;

CREATE TABLE item_types (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  system TEXT NOT NULL,
  external_id TEXT,
  external_key TEXT,
  sku TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  category_key TEXT,
  category_seq INTEGER REFERENCES categories (seq),
  type TEXT NOT NULL CHECK (type IN ('fee', 'payment', 'adjustment')),
  default_amount_cents INTEGER,
  gl_code TEXT,
  archived_at TEXT
) STRICT;

CREATE TABLE locations (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  system TEXT NOT NULL,
  external_id TEXT,
  external_key TEXT,
  name TEXT NOT NULL,
  abbreviation TEXT,
  archived_at TEXT
) STRICT;

CREATE TABLE messages (
  seq INTEGER PRIMARY KEY,
  cause TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (cause, text)
) STRICT;

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE month_sums (
  month TEXT NOT NULL,
  kind TEXT NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (month, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE movements (
  system TEXT NOT NULL,
  external_key TEXT NOT NULL,
  fee_seq INTEGER NOT NULL REFERENCES fees (seq),
  entry_seq INTEGER NOT NULL REFERENCES entries (seq),
  PRIMARY KEY (system, external_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE office_requests (
  key TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  reply TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operators (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role_seq INTEGER NOT NULL REFERENCES roles (seq),
  os_account TEXT UNIQUE,
  pin_salt BLOB,
  pin_hash BLOB,
  -- JSON array of location ids, or null for everywhere.
  locations TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT,
  archived_at TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE people (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  system TEXT NOT NULL,
  external_id TEXT,
  external_key TEXT,
  school_id TEXT,
  name TEXT NOT NULL,
  first_name TEXT,
  last_name TEXT,
  email TEXT,
  grade TEXT,
  location_key TEXT,
  location_seq INTEGER REFERENCES locations (seq),
  is_active INTEGER NOT NULL DEFAULT 1,
  is_deleted INTEGER NOT NULL DEFAULT 0,
  redacted_at TEXT
) STRICT;

CREATE TABLE receipt_entries (
  entry_seq INTEGER PRIMARY KEY REFERENCES entries (seq),
  receipt_seq INTEGER NOT NULL REFERENCES receipts (seq)
) STRICT;

CREATE TABLE receipts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person_seq INTEGER REFERENCES people (seq),
  at TEXT NOT NULL,
  operator TEXT NOT NULL
) STRICT;

CREATE TABLE roles (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  permissions TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  task TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('live', 'test')),
  trigger TEXT NOT NULL,
  outcome TEXT NOT NULL,
  due_at TEXT,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  duration_ms INTEGER NOT NULL DEFAULT 0,
  counts TEXT NOT NULL DEFAULT '{}',
  totals TEXT NOT NULL DEFAULT '{}',
  message TEXT,
  brake TEXT,
  workbook TEXT,
  facts TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE school_id_choices (
  school_id TEXT PRIMARY KEY,
  person_seq INTEGER NOT NULL REFERENCES people (seq),
  chosen_at TEXT NOT NULL,
  chosen_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_errors (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  system TEXT NOT NULL,
  task TEXT NOT NULL,
  cause TEXT NOT NULL,
  message TEXT NOT NULL,
  remedy TEXT NOT NULL,
  actions TEXT NOT NULL DEFAULT '[]',
  fee_seq INTEGER,
  import_seq INTEGER,
  run_seq INTEGER,
  state TEXT NOT NULL CHECK (state IN ('open', 'resolved', 'ignored')),
  opened_at TEXT NOT NULL,
  closed_at TEXT,
  closed_by TEXT
) STRICT;

CREATE TABLE totals (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  charged_cents INTEGER NOT NULL,
  paid_cents INTEGER NOT NULL,
  waived_cents INTEGER NOT NULL,
  adjusted_cents INTEGER NOT NULL,
  entries INTEGER NOT NULL
) STRICT;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE UNIQUE INDEX categories_by_key ON categories (system, external_key) WHERE external_key IS NOT NULL;

CREATE INDEX categories_by_title ON categories (title);

CREATE INDEX deliveries_by_about ON deliveries (about_seq) WHERE about_seq IS NOT NULL;

CREATE INDEX deliveries_by_entry ON deliveries (entry_seq) WHERE entry_seq IS NOT NULL;

CREATE INDEX deliveries_by_fee ON deliveries (fee_seq);

CREATE INDEX deliveries_by_settled ON deliveries (settled_at) WHERE settled_at IS NOT NULL;

CREATE INDEX deliveries_by_state ON deliveries (state, seq);

CREATE INDEX deliveries_ready ON deliveries (system, seq) WHERE state IN ('waiting', 'unknown');

CREATE INDEX deliveries_unsettled ON deliveries (system, seq) WHERE settled_at IS NULL;

CREATE INDEX entries_by_fee ON entries (fee_seq);

CREATE INDEX entries_by_run ON entries (run_seq) WHERE run_seq IS NOT NULL;

CREATE UNIQUE INDEX entries_by_voided ON entries (voids_seq) WHERE voids_seq IS NOT NULL;

CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries BEGIN
  SELECT RAISE(ABORT, 'entries are append-only: a correction is another entry');
END;

CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries BEGIN
  SELECT RAISE(ABORT, 'entries are append-only: a correction is another entry');
END;

CREATE INDEX entry_links_by_other ON entry_links (other_seq);

CREATE TRIGGER entry_links_are_never_changed BEFORE UPDATE ON entry_links BEGIN
  SELECT RAISE(ABORT, 'entry links are append-only');
END;

CREATE TRIGGER entry_links_are_never_deleted BEFORE DELETE ON entry_links BEGIN
  SELECT RAISE(ABORT, 'entry links are append-only');
END;

CREATE INDEX fee_notes_by_fee ON fee_notes (fee_seq);

CREATE INDEX fees_at_odds ON fees (system) WHERE source_due_cents IS NOT NULL AND source_due_cents <> balance_cents;

CREATE INDEX fees_by_amount ON fees (charged_cents + adjusted_cents);

CREATE INDEX fees_by_asset ON fees (asset_tag, created_on) WHERE asset_tag IS NOT NULL;

CREATE INDEX fees_by_balance ON fees (balance_cents);

CREATE INDEX fees_by_category ON fees (category_title, created_on);

CREATE INDEX fees_by_created ON fees (created_on);

CREATE INDEX fees_by_due ON fees (due_on);

CREATE UNIQUE INDEX fees_by_key ON fees (system, external_key) WHERE external_key IS NOT NULL;

CREATE INDEX fees_by_location ON fees (location_seq, created_on);

CREATE INDEX fees_by_person ON fees (person_seq, created_on);

CREATE INDEX fees_by_sku ON fees (sku, created_on);

CREATE INDEX fees_by_status ON fees (status, created_on);

CREATE INDEX fees_by_system ON fees (system, created_on);

CREATE INDEX fees_by_ticket ON fees (ticket_number, created_on) WHERE ticket_number IS NOT NULL;

CREATE INDEX fees_missing_there ON fees (system) WHERE source_missing_at IS NOT NULL;

CREATE INDEX fees_owed_by_category ON fees (category_title, location_seq, created_on, balance_cents) WHERE balance_cents > 0;

CREATE INDEX fees_owed_by_created ON fees (created_on, seq, due_on) WHERE balance_cents > 0;

CREATE INDEX fees_owed_by_due ON fees (due_on) WHERE balance_cents > 0;

CREATE INDEX held_changes_by_run ON held_changes (run_seq);

CREATE INDEX imports_by_decided_run ON imports (decided_run_seq);

CREATE INDEX imports_by_message ON imports (message_seq) WHERE message_seq IS NOT NULL;

CREATE INDEX imports_by_received ON imports (received_at);

CREATE INDEX imports_by_run ON imports (run_seq);

CREATE INDEX imports_by_status ON imports (status);

CREATE INDEX imports_by_subject ON imports (subject_key) WHERE subject_key IS NOT NULL;

CREATE UNIQUE INDEX item_types_by_key ON item_types (system, external_key) WHERE external_key IS NOT NULL;

CREATE INDEX item_types_by_sku ON item_types (sku);

CREATE INDEX locations_by_abbreviation ON locations (abbreviation);

CREATE UNIQUE INDEX locations_by_key ON locations (system, external_key) WHERE external_key IS NOT NULL;

CREATE INDEX movements_by_fee ON movements (fee_seq);

CREATE UNIQUE INDEX people_by_key ON people (system, external_key) WHERE external_key IS NOT NULL;

CREATE INDEX people_by_name ON people (name COLLATE NOCASE, seq, school_id);

CREATE INDEX people_by_school_id ON people (school_id);

CREATE INDEX receipt_entries_by_receipt ON receipt_entries (receipt_seq);

CREATE INDEX runs_by_outcome ON runs (outcome, seq);

CREATE INDEX runs_by_task ON runs (task, seq);

CREATE UNIQUE INDEX runs_single_flight ON runs (task) WHERE outcome = 'running';

CREATE INDEX sync_errors_by_run ON sync_errors (run_seq);

CREATE INDEX sync_errors_by_state ON sync_errors (state, seq);

CREATE INDEX sync_errors_ignored_by_key ON sync_errors (key) WHERE state = 'ignored';

CREATE UNIQUE INDEX sync_errors_open_by_key ON sync_errors (key) WHERE state = 'open';
