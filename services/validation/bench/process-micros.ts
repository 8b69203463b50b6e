/** Processor time of this process so far, in microseconds; DynamoDB runs in another one. */
export function processMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
