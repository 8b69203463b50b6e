import type { IncomingMessage } from 'node:http';

/** Reads a request's body; reads on but keeps nothing when it is larger than allowed, so that an answer can be sent. */
export async function readBody(incoming: IncomingMessage, bytesMax: number): Promise<Buffer | 'too_large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) chunks.length = 0;
    else chunks.push(chunk);
  }
  return bytes > bytesMax ? 'too_large' : Buffer.concat(chunks);
}
