/** A clock that moves by pauses alone. */
export function standstill(): { nowMs(): number; pause(ms: number): Promise<void> } {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    async pause(ms) {
      nowMs += ms;
    },
  };
}
