/**
 * The operator behind a request: ARN of the principal that signed it.
 *
 * @throws Error when there is none: the door lets no unsigned request through to an operators' route
 */
export function callerOf({ caller }: { readonly caller: string | undefined }): string {
  if (caller === undefined) throw new Error('an operators’ route was reached by a request that nobody has signed');
  return caller;
}
