/**
 * Brings one random pair of schemas to a real PostgreSQL: there, nothing left, back, there again. What a database holds is told by
 * plain SQL (`fingerprint.ts`), so that a mistake of the catalog's reader cannot hide itself.
 */
import { readCatalog } from '../../../src/catalog/read';
import { diff } from '../../../src/compare/diff';
import type { Operation } from '../../../src/operations/operation';
import { toSegments } from '../../../src/operations/segments';
import { toStatements } from '../../../src/operations/specs';
import { quoteIdentifier } from '../../../src/schema/quote';
import type { DatabaseSchema } from '../../../src/schema/types';
import type { Session } from '../../../src/session';
import { createDatabase, serverMajor, type TestDatabase } from '../database';
import { fingerprint, fingerprintDifference } from '../fingerprint';
import { sessionOn } from '../session';
import { NAMESPACES } from './generate';
import type { PlanPair } from './shrink';
import { toSchema } from './to-schema';

const CONTEXT = { defaultSchema: 'public' };

/** Where a pair failed, and what was to be done. */
export class PairFailure extends Error {
  constructor(
    readonly stage: string,
    readonly operations: readonly Operation[],
    cause: unknown,
  ) {
    super(`${stage}: ${cause instanceof Error ? cause.message : JSON.stringify(cause, null, 1)}`);
  }
}

interface Place {
  readonly database: TestDatabase;
  readonly session: Session;
}

/** Two databases that are emptied for every pair, and made anew now and then: a catalog in which much was dropped is slow. */
export class Trial {
  private places: readonly Place[] = [];
  private runs = 0;
  /** How often each kind of operation was carried out. */
  readonly kinds = new Map<string, number>();

  /** @throws PairFailure */
  async run(pair: PlanPair): Promise<void> {
    if (this.runs++ % 100 === 0) await this.renew();
    const [work, fresh] = this.places;
    if (work === undefined || fresh === undefined) throw new Error('no databases');
    await Promise.all([empty(work), empty(fresh)]);
    const start = await this.make(work, pair.from, 'a from nothing');
    const end = await this.make(fresh, pair.to, 'b from nothing');
    const before = await fingerprint(work.database);
    const after = await fingerprint(fresh.database);
    const there = await this.step(work, start, end, after, 'a to b');
    await this.step(work, there, start, before, 'b back to a');
    await this.step(work, await read(work), end, after, 'a to b again');
  }

  async close(): Promise<void> {
    for (const { database, session } of this.places) {
      await session.close();
      await database.drop();
    }
    this.places = [];
  }

  private async renew(): Promise<void> {
    await this.close();
    this.places = [await open(), await open()];
  }

  private async make(place: Place, plan: PlanPair['from'], stage: string): Promise<DatabaseSchema> {
    const bare = await read(place);
    const wanted = toSchema(plan, serverMajor());
    const namespaces = [...bare.namespaces, ...wanted.namespaces];
    await this.carryOut(place, planned(bare, { ...wanted, namespaces }, stage), stage);
    return read(place);
  }

  /** Gives what the database then holds. */
  private async step(
    place: Place,
    from: DatabaseSchema,
    to: DatabaseSchema,
    expected: readonly string[],
    stage: string,
  ): Promise<DatabaseSchema> {
    const operations = planned(from, to, stage);
    await this.carryOut(place, operations, stage);
    const difference = fingerprintDifference(
      expected.map(comparable),
      (await fingerprint(place.database)).map(comparable),
    );
    if (difference.length > 0) throw new PairFailure(`${stage}, what differs`, operations, difference);
    const now = await read(place);
    const rest = [...planned(now, to, stage), ...planned(now, now, stage)];
    if (rest.length > 0) throw new PairFailure(`${stage}, what is left`, operations, rest);
    return now;
  }

  private async carryOut({ database, session }: Place, operations: readonly Operation[], stage: string): Promise<void> {
    for (const { kind } of operations) this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
    const context = { major: session.server.major, ...CONTEXT };
    const done = operations.filter(({ kind }) => kind !== 'todo');
    const statements = done.flatMap((operation) => toStatements(operation, context));
    for (const { mode, statements: own } of toSegments(statements)) {
      const all = own.map(({ sql }) => sql);
      for (const sql of mode === 'outside' ? all : ['BEGIN', ...all, 'COMMIT']) {
        await database.query(sql).catch(async (error: unknown) => {
          await database.query('ROLLBACK');
          throw new PairFailure(`${stage}, at ${sql}`, operations, error);
        });
      }
    }
  }
}

/** Of two keys over the same columns PostgreSQL lets a foreign key stand on the one that was made first, which nobody can say in SQL. */
function comparable(line: string): string {
  return line.replace(/(, kind f,.*), index .*/, '$1');
}

function planned(from: DatabaseSchema, to: DatabaseSchema, stage: string): readonly Operation[] {
  try {
    return diff(from, to, CONTEXT);
  } catch (error) {
    throw new PairFailure(`${stage}, no plan`, [], error);
  }
}

async function read({ session }: Place): Promise<DatabaseSchema> {
  return (await readCatalog(session)).schema;
}

async function open(): Promise<Place> {
  const database = await createDatabase({ prefix: 'pairs' });
  return { database, session: await sessionOn(database) };
}

async function empty({ database }: Place): Promise<void> {
  await database.query(
    `SET client_min_messages = warning; DROP SCHEMA IF EXISTS ${NAMESPACES.map(quoteIdentifier).join(', ')} CASCADE`,
  );
}
