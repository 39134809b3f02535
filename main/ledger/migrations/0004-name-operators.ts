// Who works with the ledger, and what each may do (F2). PINs are kept as scrypt hashes; failures slow the next try down.

export const sql = `
CREATE TABLE roles (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  permissions TEXT NOT NULL
) STRICT;

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
`
