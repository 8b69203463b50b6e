import { createHash } from 'node:crypto';
import type { Report } from '../report/report.ts';
import { type EvidenceSigner, signedBytesMax } from './evidence-signer.ts';
import { fileNames } from './file-names.ts';

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
const statementType = 'https://in-toto.io/Statement/v1';
/** https://github.com/in-toto/attestation/blob/main/spec/v1/envelope.md */
const payloadType = 'application/vnd.in-toto+json';
/** A name of this predicate; nothing has to be there. */
const predicateType = 'https://redoubt.example/drill-evidence/v1';

/** A Dead Simple Signing Envelope: https://github.com/secure-systems-lab/dsse/blob/master/envelope.md */
export interface Envelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** States that this manifest is the evidence of this drill. */
export function statementOf(manifest: string, { scenario, seed, startedAt, verdict, provenance }: Report): object {
  return {
    _type: statementType,
    subject: [{ name: fileNames.manifest, digest: { sha256: createHash('sha256').update(manifest).digest('hex') } }],
    predicateType,
    predicate: { scenario, seed, startedAt, passed: verdict.pass, commit: provenance.commit },
  };
}

/** Signs a statement. @throws RangeError when it is longer than KMS would sign */
export async function sealStatement(statement: object, signer: EvidenceSigner): Promise<Envelope> {
  const payload = Buffer.from(JSON.stringify(statement));
  const message = preAuthentication(payloadType, payload);
  if (message.length > signedBytesMax) {
    throw new RangeError(`a statement must have at most ${signedBytesMax} bytes, got ${message.length}`);
  }
  const signature = await signer.sign(message);
  const sig = Buffer.from(signature).toString('base64');
  return { payloadType, payload: payload.toString('base64'), signatures: [{ keyid: signer.keyId, sig }] };
}

/** The bytes that are signed: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
function preAuthentication(type: string, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `), body]);
}
