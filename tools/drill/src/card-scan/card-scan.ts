/** Result of the search for the card number that the load sent. */
export interface CardScan {
  /** Places that hold it, e.g. `us-east-1/postgres/…@81920`, without their content. */
  readonly places: readonly string[];
  readonly looked: LookedThrough;
}

/** Extent of the search: an empty one proves nothing. */
export interface LookedThrough {
  /** Files of both regions, of the machine between them and of this report: logs, events, objects, tables, databases. */
  readonly files: number;
  readonly megabytes: number;
  /** Lines of logs and events. */
  readonly lines: number;
  /** Databases whose files were among them, what a lost writer left behind included. */
  readonly databases: number;
  /** Rows of both ledgers, as text. */
  readonly rows: number;
  /** Items of both regions' tables. */
  readonly items: number;
  /** Answers and webhooks that left the platform. */
  readonly messages: number;
}

const nothing: LookedThrough = { files: 0, megabytes: 0, lines: 0, databases: 0, rows: 0, items: 0, messages: 0 };

/** Adds scans up. */
export function together(
  scans: readonly { readonly places: readonly string[]; readonly looked: Partial<LookedThrough> }[],
): CardScan {
  const sum = (name: keyof LookedThrough): number =>
    Math.round(scans.reduce((total, { looked }) => total + (looked[name] ?? nothing[name]), 0));
  return {
    places: scans.flatMap(({ places }) => places),
    looked: {
      files: sum('files'),
      megabytes: sum('megabytes'),
      lines: sum('lines'),
      databases: sum('databases'),
      rows: sum('rows'),
      items: sum('items'),
      messages: sum('messages'),
    },
  };
}
