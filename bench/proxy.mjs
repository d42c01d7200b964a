/**
 * A TCP proxy in front of a server, which counts what passes and can make the way longer. Counts by PostgreSQL's protocol: a statement is a
 * CommandComplete, a round trip a ReadyForQuery (the first of them ends the start of the connection). No TLS.
 */
import { Buffer } from 'node:buffer';
import { createConnection, createServer } from 'node:net';

const READY_FOR_QUERY = 0x5a; // Z
const COMMAND_COMPLETE = 0x43; // C

/**
 * @param {{ host: string, port: number, delay?: number }} to delay: milliseconds added to each way to the server
 * @returns {Promise<{ port: number, counts: { statements: number, roundTrips: number }, close(): void }>}
 */
export async function startProxy({ host, port, delay = 0 }) {
  const counts = { statements: 0, roundTrips: 0 };
  const open = new Set();
  const listener = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const server = createConnection({ host, port, noDelay: true, allowHalfOpen: true });
    const count = counter(counts);
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('error', () => [client, server].forEach((each) => each.destroy()));
      socket.on('close', () => open.delete(socket));
    }
    server.on('data', (data) => {
      count(data);
      client.write(data);
    });
    server.on('end', () => client.end());
    // In order, each so much later: a longer way, not a thinner one.
    const later = (act) => (delay === 0 ? act() : setTimeout(act, delay));
    client.on('data', (data) => later(() => server.write(data)));
    client.on('end', () => later(() => server.end()));
  });
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: listener.address().port,
    counts,
    close() {
      listener.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** Reads the server's messages, however the network cuts them: a type, a length that holds itself, and so many bytes. */
function counter(counts) {
  let header = Buffer.alloc(0);
  let left = 0;
  return (data) => {
    let at = 0;
    while (at < data.length) {
      if (left > 0) {
        const step = Math.min(left, data.length - at);
        left -= step;
        at += step;
        continue;
      }
      const more = data.subarray(at, at + 5 - header.length);
      header = Buffer.concat([header, more]);
      at += more.length;
      if (header.length < 5) return;
      if (header[0] === READY_FOR_QUERY) counts.roundTrips++;
      if (header[0] === COMMAND_COMPLETE) counts.statements++;
      left = header.readUInt32BE(1) - 4;
      header = Buffer.alloc(0);
    }
  };
}
