// What the Overview's pictures are drawn from without reading every row: the entries' sums by month, kept by the SQL transaction that writes them, and an
// index that holds all there is to know of what is owed by category and school.

/** Sums all entries by month and kind; a void counts under the kind that it takes back, in the month in which it was made. */
export const FILL_MONTH_SUMS = `INSERT INTO month_sums (month, kind, cents)
  SELECT substr(e.occurred_on, 1, 7), coalesce(v.kind, e.kind), sum(e.amount_cents)
  FROM entries e LEFT JOIN entries v ON v.seq = e.voids_seq GROUP BY 1, 2;`

export const sql = `
CREATE TABLE month_sums (
  month TEXT NOT NULL,
  kind TEXT NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (month, kind)
) STRICT, WITHOUT ROWID;
${FILL_MONTH_SUMS}

CREATE INDEX fees_owed_by_category ON fees (category_title, location_seq, created_on, balance_cents) WHERE balance_cents > 0;
`
