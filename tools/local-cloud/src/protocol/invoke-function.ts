/**
 * Invokes a function at a region's AWS endpoint with the rights of the operator, and returns its result.
 *
 * @throws Error with the function's error
 */
export async function invokeFunction(
  { endpoint, region }: { readonly endpoint: string; readonly region: string },
  functionName: string,
  payload: unknown,
): Promise<unknown> {
  const answer = await fetch(`${endpoint}/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`, {
    method: 'POST',
    // Signatures are not verified; the scope tells service and region.
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=operator/20300101/${region}/lambda/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(payload),
  });
  const text = await answer.text();
  const functionError = answer.headers.get('x-amz-function-error');
  if (!answer.ok || functionError !== null) {
    throw new Error(`${functionName} in ${region} answered ${functionError ?? answer.status}: ${text}`);
  }
  return text === '' ? undefined : JSON.parse(text);
}
