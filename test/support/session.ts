/** A Session on a database of a test, and one that counts what is sent. */
import { openDatabase } from '../../src/database';
import type { Session } from '../../src/session';
import type { TestDatabase } from './database';

/** To be closed by the test. */
export function sessionOn(database: TestDatabase): Promise<Session> {
  return openDatabase({ dataSourceOptions: database.typeormOptions });
}

export interface CountingSession extends Session {
  /** How often something was sent to the server. */
  readonly roundTrips: () => number;
}

export function counting(session: Session): CountingSession {
  let count = 0;
  return {
    ...session,
    query: (sql, parameters) => {
      count += 1;
      return session.query(sql, parameters);
    },
    script: (sql) => {
      count += 1;
      return session.script(sql);
    },
    roundTrips: () => count,
  };
}
