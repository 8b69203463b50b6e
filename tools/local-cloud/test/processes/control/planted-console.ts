import { createServer } from 'node:http';
import { type ConsoleHost, listening, type RunningServer } from '../../../src/index.ts';

/** A console that tells what it may see, and how much it was told. */
export async function startConsole(host: ConsoleHost): Promise<RunningServer> {
  const timeline: string[] = [];
  host.news.onTimeline(({ region = '', text }) => void timeline.push(`${region} ${text}`.trim()));
  const server = createServer(async (incoming, outgoing) => {
    if (incoming.headers['x-key'] !== host.key) return void outgoing.writeHead(401).end();
    const queues = await host.askRegion('us-east-2', 'queue-depths', 60_000).catch(String);
    outgoing.end(JSON.stringify({ known: host.now(), timeline, queues }));
  });
  return await listening(server, host.listen);
}
