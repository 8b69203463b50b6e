import type { ExportedList, ExportFormat } from '@redoubt/contracts';

/** A part of a file that S3 has. */
export interface FilePart {
  readonly etag: string;
  /** CRC-32 in base64. */
  readonly checksum: string;
}

/** How far a file has come. It is written of one ledger: another epoch begins anew. */
export interface ExportProgress {
  readonly epoch: number;
  /** Of the upload in parts; absent until there is a whole part. */
  readonly uploadId?: string | undefined;
  readonly parts: readonly FilePart[];
  /** Place of the last row that was read; empty at the beginning. */
  readonly place: string;
  readonly rows: number;
  readonly bytes: number;
}

interface Asked {
  readonly exportId: string;
  readonly merchantId: string;
  readonly what: ExportedList;
  readonly currency?: string | undefined;
  /** RFC 3339: within. */
  readonly from: string;
  /** RFC 3339: not within. */
  readonly until: string;
  readonly format: ExportFormat;
  readonly createdAt: string;
  /** When somebody looks at it next, RFC 3339: to write it, or to forget it. Moved by whoever takes it. */
  readonly dueAt: string;
}

export type FailureReason = 'export_too_large' | 'export_not_written';

/** An export under way. */
export interface PendingExport extends Asked {
  readonly status: 'pending';
  /** When it could be begun first. */
  readonly pendingSince: string;
  readonly progress?: ExportProgress | undefined;
  /** Steps in a row that failed for no fault of the world. */
  readonly failures: number;
}

/** An export whose file can be read. */
export interface ReadyExport extends Asked {
  readonly status: 'ready';
  /** Of the ledger that it was written of; its region has the file. */
  readonly epoch: number;
  readonly rows: number;
  readonly bytes: number;
}

export interface FailedExport extends Asked {
  readonly status: 'failed';
  readonly reason: FailureReason;
}

export type ExportJob = PendingExport | ReadyExport | FailedExport;

/** Days that a file and its export are kept. The bucket's rule takes files a day later: S3 counts whole days. */
export const exportDaysKept = 7;

/** The file of an export: one for each ledger that it is written of. */
export function fileKeyOf({ exportId, format }: Pick<Asked, 'exportId' | 'format'>, epoch: number): string {
  return `${exportId}/${epoch}.${format}`;
}
