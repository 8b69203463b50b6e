/** Time to live as DynamoDB takes it: whole seconds since 1970, rounded up. */
export function expiryOf(from: Date, keptMs: number): number {
  return Math.ceil((from.getTime() + keptMs) / 1000);
}
