/**
 * An embedded PostgreSQL as a server for the real `pg`: a stream that speaks PostgreSQL's protocol to PGlite. So `pg` and TypeORM see
 * an ordinary server, with its types, notices, several results and errors. PGlite is one session: clients take turns, and one that
 * opened a transaction keeps its turn until it ends.
 */
import { Duplex } from 'node:stream';
import { textOf } from '../errors';

/** The part of PGlite that this needs. */
export interface Engine {
  execProtocolRaw(message: Uint8Array): Promise<Uint8Array>;
  exec(sql: string): Promise<unknown>;
}

/** Whose turn it is. */
interface Turns {
  acquire(client: object): Promise<void>;
  release(client: object): void;
  holds(client: object): boolean;
  readonly engine: Engine;
  /** How many clients are connected. */
  clients: number;
}

/** What `pg` takes as its `stream`: all clients made by one such function share the session. */
export function socketsTo(engine: Engine): () => Duplex {
  const turns = takeTurns(engine);
  return () => new EngineSocket(turns);
}

function takeTurns(engine: Engine): Turns {
  let owner: object | null = null;
  const waiting: { readonly client: object; readonly go: () => void }[] = [];
  return {
    engine,
    clients: 0,
    holds: (client) => owner === client,
    acquire(client) {
      if (owner === null || owner === client) {
        owner = client;
        return Promise.resolve();
      }
      return new Promise((go) => waiting.push({ client, go }));
    },
    release(client) {
      if (owner !== client) return;
      const next = waiting.shift();
      owner = next?.client ?? null;
      next?.go();
    },
  };
}

/** Bytes of a message of the server (manual, 55.7). */
function message(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 0);
  header.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([header, body]);
}

const PARAMETERS: Readonly<Record<string, string>> = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  integer_datetimes: 'on',
  standard_conforming_strings: 'on',
};

const GREETING = Buffer.concat([
  message('R', Buffer.alloc(4)), // AuthenticationOk
  ...Object.entries(PARAMETERS).map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
  message('K', Buffer.alloc(8)), // BackendKeyData: nothing here can be cancelled
  message('Z', Buffer.from('I')), // ReadyForQuery, outside a transaction
]);

/** Query, Sync, Flush, CopyDone, CopyFail: what is answered. Parse, Bind, Describe and Execute only gather. */
const ENDS_BATCH = new Set(['Q', 'S', 'H', 'c', 'f']);
const TERMINATE = 'X';
const READY_FOR_QUERY = 0x5a;
const IDLE = 'I';

/** SSLRequest and GSSENCRequest come before the startup packet, and are answered with a single byte. */
const ENCRYPTION_REQUESTS = new Set([80877103, 80877104]);

class EngineSocket extends Duplex {
  private started = false;
  private received: Buffer = Buffer.alloc(0);

  constructor(private readonly turns: Turns) {
    super();
  }

  /** As a `net.Socket`: `pg` calls these. */
  connect(): this {
    setImmediate(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    this.answer().then(
      () => done(),
      (error: unknown) => done(error instanceof Error ? error : new Error(textOf(error))),
    );
  }

  private async answer(): Promise<void> {
    if (!this.started && !(await this.start())) return;
    const { end, terminated } = this.completeBatch();
    const batch = this.received.subarray(0, end);
    this.received = this.received.subarray(end);
    if (batch.length > 0) await this.run(batch);
    if (!terminated) return;
    this.push(null);
    this.destroy();
  }

  /** The startup packet has no type byte. Says whether it has come whole. */
  private async start(): Promise<boolean> {
    if (this.received.length < 8 || this.received.length < this.received.readInt32BE(0)) return false;
    const code = this.received.readInt32BE(4);
    this.received = this.received.subarray(this.received.readInt32BE(0));
    if (ENCRYPTION_REQUESTS.has(code)) {
      this.push(Buffer.from('N'));
      return this.start();
    }
    await this.turns.acquire(this);
    try {
      // What earlier clients SET, LISTENed to or prepared is not for this one. Others that are connected keep theirs.
      if (this.turns.clients === 0) await this.turns.engine.exec('DISCARD ALL');
    } finally {
      this.turns.release(this);
    }
    this.started = true;
    this.turns.clients += 1;
    this.push(GREETING);
    return true;
  }

  /** How far the messages go that ask for an answer, and whether the client said goodbye behind them. */
  private completeBatch(): { readonly end: number; readonly terminated: boolean } {
    let position = 0;
    let end = 0;
    while (this.received.length - position >= 5) {
      const type = String.fromCharCode(this.received[position] ?? 0);
      const length = 1 + this.received.readInt32BE(position + 1);
      if (this.received.length - position < length) break;
      if (type === TERMINATE) return { end, terminated: true };
      position += length;
      if (ENDS_BATCH.has(type)) end = position;
    }
    return { end, terminated: false };
  }

  private async run(batch: Buffer): Promise<void> {
    await this.turns.acquire(this);
    let status = IDLE;
    try {
      const output = Buffer.from(await this.turns.engine.execProtocolRaw(batch));
      status = transactionStatus(output) ?? IDLE;
      this.push(output);
    } finally {
      // In a transaction, failed or not, nobody else may come in between.
      if (status === IDLE) this.turns.release(this);
    }
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (this.started) this.turns.clients -= 1;
    this.started = false;
    if (!this.turns.holds(this)) {
      done(error);
      return;
    }
    const finish = (): void => {
      this.turns.release(this);
      done(error);
    };
    // Gone inside a transaction: a server would roll it back.
    this.turns.engine.exec('ROLLBACK').then(finish, finish);
  }
}

/** Of the last ReadyForQuery: `I` idle, `T` in a transaction, `E` in a failed one. */
function transactionStatus(output: Buffer): string | null {
  let status: string | null = null;
  for (let position = 0; position + 5 <= output.length; position += 1 + output.readInt32BE(position + 1)) {
    if (output[position] === READY_FOR_QUERY) status = String.fromCharCode(output[position + 5] ?? 0);
  }
  return status;
}
