export { ArchiveError, type ArchiveErrorCode } from './archive-error.ts';
export type { ArchiveEntry, ArchiveStore, RestoreProgress } from './archive-store.ts';
export { type Comparison, compareLedgers, type Difference, type TableComparison } from './compare-ledgers.ts';
export { type Chain, findChain } from './find-chain.ts';
export { type OpenArchive, openArchive } from './open-archive.ts';
export { readChain } from './read-chain.ts';
export { type DeadBranch, type RebuildOptions, type RebuiltLedger, rebuildLedger } from './rebuild-ledger.ts';
export { S3Archive } from './s3-archive.ts';
export { type VerifiedLedger, type VerifyOptions, verifyRebuild } from './verify-rebuild.ts';
