/** Files of an evidence folder. `docs/evidence.md` says what each holds. */
export const fileNames = {
  report: 'report.json',
  page: 'report.html',
  book: 'book.ndjson',
  ledger: 'ledger.ndjson',
  leftBehind: 'left-behind.ndjson',
  archive: 'archive.ndjson',
  events: 'events.ndjson',
  failovers: 'failovers.ndjson',
  timeline: 'timeline.ndjson',
  observed: 'observed.json',
  clauses: 'clauses.json',
  packages: 'sbom.cdx.json',
  manifest: 'manifest.json',
  statement: 'statement.dsse.json',
  publicKey: 'public-key.pem',
} as const;

export type FileName = (typeof fileNames)[keyof typeof fileNames];
