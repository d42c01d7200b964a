/**
 * A connected `pg` client as a `Session`. Statements run one after another, whatever the callers do: `pg` warns about a second
 * query while one runs, and an end of the connection between two statements is an error of the next one, never of the process.
 */
import type { Client, QueryResult } from 'pg';
import { codeOf, textOf } from '../errors';
import { ConnectionLostError } from '../errors/connection';
import { trace } from '../log';
import type { Notice, ServerFacts, Session } from '../session';

/** Makes the session; from here on the client is the session's alone. */
export function sessionOf(client: Client, server: ServerFacts, backendPid: number): Session {
  const watch = watchEnd(client);
  const inTurn = turns((error) => watch.lost(error, server.description) ?? error);
  let closing: Promise<void> | null = null;
  return {
    server,
    backendPid,
    query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]> {
      trace('sql', () => sql);
      return inTurn(async () => {
        const result = await client.query<Row, unknown[]>(sql, parameters === undefined ? undefined : [...parameters]);
        return result.rows;
      });
    },
    script(sql: string): Promise<readonly (readonly object[])[]> {
      trace('sql', () => sql);
      return inTurn(async () => resultsOf(await client.query(sql)).map((result) => result.rows));
    },
    onNotice(listener: (notice: Notice) => void): () => void {
      const heard = (raw: RawNotice): void => {
        listener(noticeOf(raw));
      };
      client.on('notice', heard);
      return () => {
        client.off('notice', heard);
      };
    },
    close(): Promise<void> {
      watch.expectEnd();
      closing ??= client.end().catch(() => undefined);
      return closing;
    },
  };
}

/** Runs each after everything that was asked before; what one throws is explained first. */
function turns(explain: (error: unknown) => unknown): <Result>(run: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const turn = last.then(async () => {
      try {
        return await run();
      } catch (error) {
        throw explain(error);
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** `pg` gives one result for one statement, and a list for several. */
function resultsOf(results: QueryResult<object> | readonly QueryResult<object>[]): readonly QueryResult<object>[] {
  return 'rows' in results ? [results] : results;
}

interface RawNotice {
  readonly severity?: string | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
}

function noticeOf(raw: RawNotice): Notice {
  return {
    severity: raw.severity ?? 'NOTICE',
    code: raw.code ?? null,
    message: raw.message ?? '',
    detail: raw.detail ?? null,
    hint: raw.hint ?? null,
  };
}

/** Hears the end of the connection: without a listener, an `error` event of an idle client would end the process. */
function watchEnd(client: Client): {
  expectEnd(): void;
  /** The error to throw for a statement that failed because the connection ended, else null. */
  lost(error: unknown, description: string): ConnectionLostError | null;
} {
  let reason: string | null = null;
  let expected = false;
  client.on('error', (error: Error) => {
    reason ??= error.message;
  });
  client.on('end', () => {
    reason ??= 'the server closed it';
  });
  return {
    expectEnd() {
      expected = true;
    },
    lost(error, description) {
      const code = codeOf(error);
      const text = textOf(error);
      // 57P01 admin_shutdown, 57P02 crash_shutdown: the statement is answered, and then the connection ends.
      const ended =
        code === '57P01' || code === '57P02' || /^Connection terminated|not queryable|was closed/.test(text);
      if (!ended || expected) return null;
      const said = code === null ? reason : text;
      return new ConnectionLostError(description, said ?? text, error);
    },
  };
}
