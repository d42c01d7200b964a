/** A connection to one PostgreSQL, as every stage that speaks to a server sees it. Types only: `database.ts` and `scratch/` make them. */

export interface ServerFacts {
  /** 14, 15, … */
  readonly major: number;
  /** As the server says it: `17.10`. */
  readonly version: string;
  readonly database: string;
  readonly user: string;
  /** For people: `clinic on localhost:5432`, or `clinic (embedded)`. Never holds a password. */
  readonly description: string;
  /** Reached over loopback or a socket, so that temporary objects may be made there to settle expressions. */
  readonly local: boolean;
  /** This role may make temporary objects: it has the right, and neither the role nor the server only reads, as a standby does. */
  readonly temporary: boolean;
  /** It replays another server, and takes no writes of its own. */
  readonly standby: boolean;
}

/** A NOTICE, WARNING or INFO of the server, or what `RAISE` says in a function. */
export interface Notice {
  /** `NOTICE`, `WARNING`, … in English, whatever the server's language. */
  readonly severity: string;
  readonly code: string | null;
  readonly message: string;
  readonly detail: string | null;
  readonly hint: string | null;
}

export interface Session {
  readonly server: ServerFacts;
  /** `pg_backend_pid()` when the connection was opened. Behind a transaction pooler it may be another at the next statement. */
  readonly backendPid: number;
  /** Runs one statement; the rows as objects. Throws pg's `DatabaseError` with `code`, `position`, `detail`. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** Runs several statements in one round trip (simple protocol); the rows of each, all values as `pg` parses them. */
  script(sql: string): Promise<readonly (readonly object[])[]>;
  /** Calls the listener for every notice from now on; gives the function that ends it. */
  onNotice(listener: (notice: Notice) => void): () => void;
  /** Ends the connection. Safe to call twice. */
  close(): Promise<void>;
}
