/**
 * Brings random pairs of schemas to a real PostgreSQL: there, nothing left, back, there again, with rows in the tables. Many pairs at
 * once, each in schemas of its own, so that one reading of the catalog serves them all; each is compared and carried out alone.
 * What a database holds is told by plain SQL (`fingerprint.ts`), so that a mistake of the catalog's reader cannot hide itself.
 */
import { readCatalog } from '../../../src/catalog/read';
import { diff } from '../../../src/compare/diff';
import { applyRenames } from '../../../src/compare/renames';
import type { Operation } from '../../../src/operations/operation';
import type { Rename } from '../../../src/compare/rename';
import { EMPTY_SCHEMA } from '../../../src/schema/empty';
import type { DatabaseSchema } from '../../../src/schema/types';
import type { Session } from '../../../src/session';
import { createDatabase, serverMajor, type TestDatabase } from '../database';
import { fingerprint, fingerprintDifference } from '../fingerprint';
import { sessionOn } from '../session';
import { afterMaking, beforeMaking } from './extras';
import { PairFailure, perform, type Rows } from './perform';
import { namespacesOf, partOf, placed, suffixOf } from './place';
import { mirrored, settledRenames } from './renames';
import { countRows, insertRows, keptTables, type KeptTable } from './rows';
import type { PlanPair } from './shrink';
import { add, tallyAttributes, tallyPlan, type Tally } from './tally';
import { toSchema } from './to-schema';

const CONTEXT = { defaultSchema: 'public' };

interface Place {
  readonly database: TestDatabase;
  readonly session: Session;
}

/** One pair on its way. */
interface Run {
  readonly pair: PlanPair;
  readonly namespaces: ReadonlySet<string>;
  readonly extensions: boolean;
  readonly marker: string;
  readonly from: DatabaseSchema;
  readonly to: DatabaseSchema;
  readonly renames: readonly Rename[];
  readonly rows: Rows;
  failure: PairFailure | null;
  kept: readonly KeptTable[];
  held: string | null;
}

interface Options {
  readonly tally: Tally;
  /** Whether it goes to b a second time. */
  readonly again: boolean;
}

/** The failure of each pair, or null. A pair tried alone says at which statement it failed. */
export async function tryPairs(pairs: readonly PlanPair[], options: Options): Promise<readonly (PairFailure | null)[]> {
  const runs = pairs.map((pair, place) => runOf(placed(pair, place), place));
  const places: Place[] = [];
  try {
    const work = await open(places);
    const fresh = await open(places);
    await tryRuns(runs, work, fresh, options);
  } finally {
    for (const { database, session } of places) {
      await session.close();
      await database.drop();
    }
  }
  options.tally.pairs += runs.length;
  return runs.map(({ failure }) => failure);
}

function runOf(pair: PlanPair, place: number): Run {
  const from = toSchema(pair.from, serverMajor());
  const to = toSchema(pair.to, serverMajor());
  return {
    pair,
    namespaces: namespacesOf(pair),
    extensions: place === 0,
    marker: suffixOf(place),
    from,
    to,
    renames: settledRenames(from, to, pair.renames ?? []),
    rows: { refused: null },
    failure: null,
    kept: [],
    held: null,
  };
}

async function tryRuns(runs: readonly Run[], work: Place, fresh: Place, { tally, again }: Options): Promise<void> {
  const alone = runs.length === 1;
  const open = (): readonly Run[] => runs.filter(({ failure }) => failure === null);
  for (const run of runs) {
    await guarded(run, () => make(work, run, 'from', alone));
    await guarded(run, () => make(fresh, run, 'to', alone));
  }
  const starts = await read(work, open());
  const ends = await read(fresh, open());
  const [before, after] = [await lines(work), await lines(fresh)];
  for (const run of open()) {
    const [from, to] = [starts.get(run), ends.get(run)];
    if (from === undefined || to === undefined) continue;
    tallyAttributes(tally, from, to);
    await guarded(run, () => fillTables(work, run, from, to));
  }
  const there = await step({ runs: open(), work, tally, alone }, 'a to b', starts, ends, after);
  const back = await step({ runs: open(), work, tally, alone }, 'b back to a', there, starts, before);
  if (again) await step({ runs: open(), work, tally, alone }, 'a to b again', back, ends, after);
  for (const { rows, failure } of runs) {
    if (failure !== null) continue;
    if (rows.refused === null) tally.rowsKept += 1;
    else add(tally.rowsRefused, rows.refused);
  }
}

async function guarded(run: Run, action: () => Promise<void>): Promise<void> {
  if (run.failure !== null) return;
  try {
    await action();
  } catch (error) {
    if (!(error instanceof PairFailure)) throw error;
    run.failure = error;
  }
}

/** Builds one side from nothing. */
async function make({ database }: Place, run: Run, side: 'from' | 'to', alone: boolean): Promise<void> {
  const stage = side === 'from' ? 'a from nothing' : 'b from nothing';
  const wanted = run[side];
  const bare: DatabaseSchema = { ...EMPTY_SCHEMA, namespaces: wanted.namespaces, extensions: wanted.extensions };
  const doing = { database, major: serverMajor(), alone, stage, rows: { refused: '' }, namespaces: run.namespaces };
  await perform(planned(EMPTY_SCHEMA, bare, stage), { from: EMPTY_SCHEMA, to: wanted }, doing);
  await sql(database, beforeMaking(run), stage);
  await perform(planned(bare, wanted, stage), { from: EMPTY_SCHEMA, to: wanted }, doing);
  await sql(database, afterMaking(run), stage);
}

async function sql(database: TestDatabase, statements: readonly string[], stage: string): Promise<void> {
  for (const statement of statements) {
    await database.query(statement).catch((error: unknown) => {
      throw new PairFailure(`${stage}, at ${statement}`, [], error);
    });
  }
}

async function fillTables({ database }: Place, run: Run, from: DatabaseSchema, to: DatabaseSchema): Promise<void> {
  const insert = insertRows(from);
  if (insert === '') return;
  await sql(database, [insert], 'rows');
  run.kept = keptTables(from, to, run.renames);
  run.held = await held(database, run, 'from');
}

async function held(database: TestDatabase, { kept }: Run, side: 'from' | 'to'): Promise<string | null> {
  const query = countRows(kept, side);
  return query === null ? null : JSON.stringify(await database.query(query));
}

interface Step {
  readonly runs: readonly Run[];
  readonly work: Place;
  readonly tally: Tally;
  readonly alone: boolean;
}

type Schemas = ReadonlyMap<Run, DatabaseSchema>;

/** Gives what the database then holds. */
async function step(
  { runs, work, tally, alone }: Step,
  stage: string,
  from: Schemas,
  to: Schemas,
  expected: readonly string[],
): Promise<Schemas> {
  const forward = stage !== 'b back to a';
  const plans = new Map<Run, readonly Operation[]>();
  for (const run of runs) {
    await guarded(run, async () => {
      const target = wantedOf(to, run);
      const operations = planned(wantedOf(from, run), target, stage, forward ? run.renames : mirrored(run.renames));
      plans.set(run, operations);
      tallyPlan(tally, operations);
      const { rows, namespaces } = run;
      const doing = { database: work.database, major: serverMajor(), alone, stage, rows, namespaces };
      await perform(operations, { from: wantedOf(from, run), to: target }, doing);
    });
  }
  const differences = fingerprintDifference(expected, await lines(work));
  const now = await read(work, runs);
  for (const run of runs) {
    await guarded(run, async () => {
      const operations = plans.get(run) ?? [];
      const own = differences.filter((line) => isOf(line, run, runs));
      if (own.length > 0) throw new PairFailure(`${stage}, what differs`, operations, own);
      const [there, target] = [wantedOf(now, run), wantedOf(to, run)];
      const rest = [...planned(there, target, stage), ...planned(there, there, stage)];
      if (rest.length > 0) throw new PairFailure(`${stage}, what is left`, operations, rest);
      if (run.rows.refused !== null) return;
      const rows = await held(work.database, run, forward ? 'to' : 'from');
      if (rows !== run.held) throw new PairFailure(`${stage}, rows`, operations, [run.held, rows]);
    });
  }
  return now;
}

function wantedOf(schemas: Schemas, run: Run): DatabaseSchema {
  const schema = schemas.get(run);
  if (schema === undefined) throw new Error('a pair without a schema');
  return schema;
}

/** Every line names a schema of its pair; a line without is everybody's. */
function isOf(line: string, { marker }: Run, runs: readonly Run[]): boolean {
  if (runs.length === 1) return true;
  const named = /_p\d+_/.exec(line)?.[0] ?? '';
  return named === marker;
}

/** Of two keys over the same columns PostgreSQL lets a foreign key stand on the one that was made first, which nobody can say in SQL. */
async function lines({ database }: Place): Promise<readonly string[]> {
  return (await fingerprint(database)).map((line) => line.replace(/(, kind f,.*), index .*/, '$1'));
}

function planned(
  from: DatabaseSchema,
  to: DatabaseSchema,
  stage: string,
  renames: readonly Rename[] = [],
): readonly Operation[] {
  try {
    const { current, operations } = applyRenames(from, renames, { model: null, ...CONTEXT });
    return [...operations, ...diff(current, to, CONTEXT)];
  } catch (error) {
    throw new PairFailure(`${stage}, no plan`, [], error);
  }
}

async function read({ session }: Place, runs: readonly Run[]): Promise<Schemas> {
  const { schema } = await readCatalog(session);
  return new Map(runs.map((run) => [run, partOf(schema, run.namespaces, run.extensions)]));
}

async function open(places: Place[]): Promise<Place> {
  const database = await createDatabase({ prefix: 'pairs' });
  const place = { database, session: await sessionOn(database) };
  places.push(place);
  await database.query('SET client_min_messages = error; SET jit = off');
  await place.session.query('SET jit = off');
  return place;
}
