/** Ends a switch over a closed list: a case that was forgotten does not type-check. */
export function unreachable(value: never): never {
  throw new Error(`a closed list has an unknown member: ${JSON.stringify(value)}`);
}
