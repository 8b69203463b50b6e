import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/**
 * Whether the condition of a write held; every other failure goes to `fault`.
 *
 * A write that the SDK sent twice, because the first answer was lost, may fail its condition although it was made: where
 * that matters, the caller reads the item and compares.
 */
export function conditionHeld(write: Promise<unknown>, fault: (cause: unknown) => never): Promise<boolean> {
  return write.then(
    () => true,
    (cause: unknown) => (cause instanceof ConditionalCheckFailedException ? false : fault(cause)),
  );
}
