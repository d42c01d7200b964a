import { readCatalog } from '../../../src/catalog/read';
import { diff } from '../../../src/compare/diff';
import { toStatements } from '../../../src/operations/specs';
import type { Operation } from '../../../src/operations/operation';
import type { DatabaseSchema } from '../../../src/schema/types';
import type { Session } from '../../../src/session';
import { createDatabase, type TestDatabase } from '../../support/database';
import { sessionOn } from '../../support/session';
import { EDITS, type Edit } from './edits';

const CONTEXT = { defaultSchema: 'public' };

interface Opened {
  readonly database: TestDatabase;
  readonly session: Session;
}

async function open(sql: string): Promise<Opened> {
  const database = await createDatabase({ prefix: 'diff', sql });
  return { database, session: await sessionOn(database) };
}

async function close({ database, session }: Opened): Promise<void> {
  await session.close();
  await database.drop();
}

async function read({ session }: Opened): Promise<DatabaseSchema> {
  return (await readCatalog(session)).schema;
}

/** Carries out operations in one transaction but for what must commit first; open steps are taken as done by their suggestion. */
async function carryOut({ session }: Opened, operations: readonly Operation[]): Promise<void> {
  for (const operation of operations) {
    if (operation.kind === 'todo') {
      if (operation.suggestion !== null) await session.query(operation.suggestion);
      continue;
    }
    const context = { major: session.server.major, ...CONTEXT };
    for (const { sql } of toStatements(operation, context)) await session.query(sql);
  }
}

/** All but the place of a column, which no operation can change. */
function comparable(schema: DatabaseSchema): unknown {
  const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
    one.name < other.name ? -1 : 1;
  return {
    ...schema,
    tables: schema.tables.map((table) => ({ ...table, columns: [...table.columns].sort(byName) })),
    dependencies: [],
  };
}

async function leadsThere(edit: Edit): Promise<void> {
  const from = await open(edit.before);
  const to = await open(edit.after);
  try {
    const [before, after] = [await read(from), await read(to)];
    expect(diff(before, before, CONTEXT)).toEqual([]);
    if (edit.rows !== undefined) await from.session.query(edit.rows);
    const upgrade = diff(before, after, CONTEXT);
    expect(upgrade).not.toEqual([]);
    await carryOut(from, upgrade);
    const upgraded = await read(from);
    expect(comparable(upgraded)).toEqual(comparable(after));
    expect(diff(upgraded, after, CONTEXT)).toEqual([]);
    if (edit.kept !== undefined) expect(await from.session.query(edit.kept.query)).toEqual(edit.kept.rows);
    await carryOut(from, diff(upgraded, before, CONTEXT));
    expect(comparable(await read(from))).toEqual(comparable(before));
  } finally {
    await close(from);
    await close(to);
  }
}

test.each(EDITS.map((edit) => [edit.name, edit] as const))('%s: there and back', async (_name, edit) => {
  await leadsThere(edit);
});
