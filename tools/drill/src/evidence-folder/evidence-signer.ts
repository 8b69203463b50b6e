/**
 * Signs evidence with the key of an environment.
 *
 * Here the key is a file (`local-signing-key.ts`). On AWS it is an Ed25519 key that never leaves KMS, and the
 * operation `Sign` with `ED25519_SHA_512` and message type `RAW`, which takes up to 4,096 bytes: therefore the signed statement names
 * the manifest alone, and the manifest names the files.
 * https://docs.aws.amazon.com/goto/WebAPI/kms-2014-11-01/Sign
 * https://docs.aws.amazon.com/sdk-for-python/v4/reference/clients/kms/enums/SigningAlgorithmSpec/
 */
export interface EvidenceSigner {
  /** SubjectPublicKeyInfo as PEM: the file to hand to an auditor, once, by another way than the evidence. */
  readonly publicKeyPem: string;
  /** SHA-256 of the SubjectPublicKeyInfo, in hexadecimal. */
  readonly keyId: string;
  /** Ed25519 signature of the bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Longest message that KMS signs as it is, in bytes. */
export const signedBytesMax = 4096;
