/** Clients that ask at the same time; each waits for its answer before it asks again. */
export const clientCount = 8;

/** Lets all clients together do something so many times. */
export async function sideBySide(times: number, once: () => Promise<void>): Promise<void> {
  let left = times;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await once();
    }
  };
  await Promise.all(Array.from({ length: clientCount }, client));
}
