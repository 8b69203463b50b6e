import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type VerifiedEvidence, verifyEvidence } from '@redoubt/drill';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import { commandLine } from '../workspace.ts';

/** Reasons and remedies by the code of a refusal. */
const explained: Readonly<Record<string, { readonly why: string; readonly fix: string }>> = {
  key_unknown: {
    why: 'the folder was signed with another key than the one given',
    fix: 'ask whoever ran the drill for its public key, by another way than the evidence',
  },
  report_differs: {
    why: 'the report does not follow from its own histories',
    fix: 'take the histories for true, and have the drill run again',
  },
  history_left_out: {
    why: 'without every history nothing can be worked out again',
    fix: 'run the drill again with a smaller --rate or --seconds',
  },
};
const changed = {
  why: 'the folder is not as it was signed',
  fix: 'get the folder again from where it was written, and compare the two',
};

/** Checks one folder. @throws CliError `evidence_missing`, `evidence_refused` */
export function verifyFolder(folder: string, keyFile: string | undefined): VerifiedEvidence {
  const key = keyFile === undefined ? undefined : read(keyFile);
  try {
    return verifyEvidence(resolve(folder), key);
  } catch (error) {
    const { code = 'unreadable', message } = error as NodeJS.ErrnoException;
    const isThere = code !== 'ENOENT' && code !== 'ENOTDIR';
    if (!isThere || message.startsWith('statement.dsse.json is not there')) throw missingEvidence(folder, error);
    throw new CliError(
      {
        code: 'evidence_refused',
        what: `${folder} is refused: ${code}: ${message}`,
        ...(explained[code] ?? changed),
        exitCode: exitCode.invariantBroken,
      },
      { cause: error },
    );
  }
}

function read(keyFile: string): Buffer {
  try {
    return readFileSync(keyFile);
  } catch (error) {
    throw missingEvidence(keyFile, error);
  }
}

/** No folder of a drill, or a file that can't be read. */
export function missingEvidence(path: string, cause: unknown): CliError {
  return new CliError(
    {
      code: 'evidence_missing',
      what: `${path} holds no evidence, or can't be read`,
      why: 'every drill writes a folder, and signs it at its end',
      fix: `${commandLine('drill run --out FOLDER')}, then verify that folder`,
      exitCode: exitCode.precondition,
    },
    { cause },
  );
}
