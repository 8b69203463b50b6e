import dns2 from 'dns2';
import type { SocketAddress } from '../../protocol/region-start.ts';
import { type Answer, type Resolution, resolveName, type ZoneView } from './zone-answers.ts';

const { Packet } = dns2;

/** Seconds that resolvers may remember that a name does not exist; the value Route 53 puts into its zones. */
const negativeTtlSeconds = 900;

/** Answers DNS questions about the hosted zones, over UDP and TCP, as a name server of Route 53 would. */
export async function startDnsServer(
  view: ZoneView,
  { host, port }: SocketAddress,
): Promise<{ readonly stop: () => Promise<void> }> {
  const server = dns2.createServer({
    udp: true,
    tcp: true,
    handle: (request, send) => {
      const response = Packet.createResponseFromRequest(request);
      const [question] = request.questions;
      if (question === undefined) {
        response.header.rcode = Packet.RCODE.FORMERR;
      } else {
        const type = Packet.TYPE_NAME[question.type ?? 0] ?? 'unknown';
        write(response, resolveName(view, { name: question.name, type }));
      }
      send(response);
    },
  });
  await server.listen({ udp: { port, address: host }, tcp: { port, address: host } });
  return { stop: () => server.close() };
}

function write(response: dns2.Packet, resolution: Resolution): void {
  response.header.aa = 1;
  switch (resolution.kind) {
    case 'answers':
      response.answers.push(...resolution.answers.map(resourceOf));
      return;
    case 'not_our_zone':
      response.header.aa = 0;
      response.header.rcode = Packet.RCODE.REFUSED;
      return;
    case 'no_such_name':
      response.header.rcode = Packet.RCODE.NXDOMAIN;
      response.authorities.push(startOfAuthority(resolution.zone));
      return;
    case 'no_data':
      response.authorities.push(startOfAuthority(resolution.zone));
      return;
  }
}

function resourceOf({ name, type, ttlSeconds, value }: Answer): dns2.Packet.Resource {
  const base = { name, ttl: ttlSeconds, class: Packet.CLASS.IN };
  switch (type) {
    case 'A':
      return { ...base, type: Packet.TYPE.A, address: value } as dns2.Packet.Resource;
    case 'CNAME':
      return { ...base, type: Packet.TYPE.CNAME, domain: value } as dns2.Packet.Resource;
    case 'TXT':
      return { ...base, type: Packet.TYPE.TXT, data: value.replaceAll('"', '') } as dns2.Packet.Resource;
    default:
      throw new Error(`records of type ${type} are not answered; A, CNAME and TXT are`);
  }
}

function startOfAuthority(zone: string): dns2.Packet.Resource {
  return {
    name: zone,
    type: Packet.TYPE.SOA,
    class: Packet.CLASS.IN,
    ttl: negativeTtlSeconds,
    primary: 'ns-1.awsdns.example',
    admin: 'awsdns-hostmaster.amazon.com',
    serial: 1,
    refresh: 7200,
    retry: negativeTtlSeconds,
    expiration: 1_209_600,
    minimum: negativeTtlSeconds,
  } as dns2.Packet.Resource;
}
