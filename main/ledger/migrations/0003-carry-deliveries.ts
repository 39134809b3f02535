// What office entries and their deliveries need: which payment a refund takes back, receipts, answers to repeated requests, and how a delivery goes out.

export const sql = `
-- Which payment a refund or bounced check takes back, and which entry a transfer was moved to; written once, with the entry.
CREATE TABLE entry_links (
  entry_seq INTEGER PRIMARY KEY REFERENCES entries (seq),
  role TEXT NOT NULL CHECK (role IN ('takes-back', 'moved-to')),
  other_seq INTEGER NOT NULL REFERENCES entries (seq)
) STRICT;
CREATE INDEX entry_links_by_other ON entry_links (other_seq);
CREATE TRIGGER entry_links_are_never_changed BEFORE UPDATE ON entry_links BEGIN
  SELECT RAISE(ABORT, 'entry links are append-only');
END;
CREATE TRIGGER entry_links_are_never_deleted BEFORE DELETE ON entry_links BEGIN
  SELECT RAISE(ABORT, 'entry links are append-only');
END;

-- One receipt covers the payments that were taken together.
CREATE TABLE receipts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person_seq INTEGER REFERENCES people (seq),
  at TEXT NOT NULL,
  operator TEXT NOT NULL
) STRICT;
CREATE TABLE receipt_entries (
  entry_seq INTEGER PRIMARY KEY REFERENCES entries (seq),
  receipt_seq INTEGER NOT NULL REFERENCES receipts (seq)
) STRICT;
CREATE INDEX receipt_entries_by_receipt ON receipt_entries (receipt_seq);

-- A request that was carried out under a key: asked again, it gives the same answer and does nothing.
CREATE TABLE office_requests (
  key TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  reply TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Taken while the option to send at once was on; others wait for a run's catch-up.
ALTER TABLE deliveries ADD COLUMN is_instant INTEGER NOT NULL DEFAULT 0;
-- The delivery that this one takes back, and goes after.
ALTER TABLE deliveries ADD COLUMN about_seq INTEGER REFERENCES deliveries (seq);
-- What is sent, fixed before the first attempt and the same on every one.
ALTER TABLE deliveries ADD COLUMN action TEXT CHECK (action IN ('create', 'remove'));
ALTER TABLE deliveries ADD COLUMN body TEXT;
ALTER TABLE deliveries ADD COLUMN attempted_at TEXT;
-- Complete look-ups since the outcome became unknown that found nothing.
ALTER TABLE deliveries ADD COLUMN empty_lookups INTEGER NOT NULL DEFAULT 0;
CREATE INDEX deliveries_ready ON deliveries (system, seq) WHERE state IN ('waiting', 'unknown');
CREATE INDEX deliveries_by_state ON deliveries (state, seq);
CREATE INDEX deliveries_by_about ON deliveries (about_seq) WHERE about_seq IS NOT NULL;
CREATE INDEX deliveries_by_entry ON deliveries (entry_seq) WHERE entry_seq IS NOT NULL;
CREATE INDEX deliveries_by_settled ON deliveries (settled_at) WHERE settled_at IS NOT NULL;
`
