/**
 * An edit of a model carried out as a user does it: a first revision from the model before, rows, a second revision from the model
 * after, its open steps filled in the file, up, down, up. Gives what was seen at each place and judges nothing.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DataSource } from 'typeorm';
import { autogenerate, downgrade, revision, upgrade, type RevisionResult } from '../../src/index';
import { toSegments } from '../../src/operations/segments';
import { createDatabase, type TestDatabase } from './database';
import type { EditCase, EntityClass, Probe } from './edit-case';
import { fingerprint } from './fingerprint';
import { keepTogether } from './kept';
import { makeMetadataTable } from './typeorm-metadata';

/** What neither model makes. */
const OURS = /\b(stillhead_version|typeorm_metadata)\b/;
const IDS = { before: 'be0000000000', after: 'af0000000000' } as const;

const CONFIG = { extensions: 'create', prettier: false, migrations: { language: 'js' } };

export interface EditTrial {
  readonly database: TestDatabase;
  readonly project: string;
  close(): Promise<void>;
  /** The model before, by a revision; then the rows. */
  begin(): Promise<void>;
  /** Writes the second revision, its open steps filled. */
  edit(): Promise<RevisionResult>;
  up(): Promise<void>;
  down(): Promise<void>;
  /** What a comparison still finds: statements and questions. */
  left(): Promise<readonly string[]>;
  /** What TypeORM's own comparison finds. */
  typeormFinds(): Promise<readonly string[]>;
  lines(): Promise<readonly string[]>;
  /** The lines of a database that was built from `after` alone. */
  freshLines(): Promise<readonly string[]>;
  ask(probe: Probe, side: 'before' | 'after'): Promise<readonly object[]>;
}

/** Where a trial runs: one database, the project of a user, and a project without a history beside it. */
interface Place {
  readonly edit: EditCase;
  readonly database: TestDatabase;
  readonly project: string;
  /** A database built fresh has no history. */
  readonly fresh: string;
  readonly before: readonly EntityClass[];
  readonly after: readonly EntityClass[];
}

/** @param home where the project lies, beside others that share what Stillhead keeps of replayed histories */
export async function startEditTrial(edit: EditCase, home: string): Promise<EditTrial> {
  const database = await createDatabase({ prefix: 'edit' });
  const project = fs.mkdtempSync(path.join(home, 'project-'));
  const fresh = makeFolders(project, home);
  const place: Place = { edit, database, project, fresh, before: edit.before(), after: edit.after() };
  return {
    database,
    project,
    async close() {
      fs.rmSync(project, { recursive: true, force: true });
      await database.drop();
    },
    begin: () => begin(place),
    edit: () => writeEdit(place),
    async up() {
      await upgrade(userOf(place, place.after));
    },
    async down() {
      await downgrade({ ...userOf(place, place.before), target: '-1' });
    },
    async left() {
      const found = await autogenerate(userOf(place, place.after)).catch((error: unknown) => [String(error)]);
      return Array.isArray(found) ? found : found.upgrade.map(({ sql }) => sql);
    },
    typeormFinds: () => typeormFinds(place),
    lines: () => fingerprint(database, { ignore: OURS }),
    freshLines: () => freshLines(place),
    ask(probe, side) {
      const sql = side === 'before' || probe.after === undefined ? probe.before : probe.after;
      return sql === null ? Promise.resolve([]) : database.query(sql);
    },
  };
}

/** Both projects' configurations, and the folder that all trials share; gives the folder of the fresh one. */
function makeFolders(project: string, home: string): string {
  const fresh = path.join(project, 'fresh');
  fs.mkdirSync(fresh);
  keepTogether(project, home);
  for (const folder of [project, fresh])
    fs.writeFileSync(path.join(folder, 'stillhead.config.json'), JSON.stringify(CONFIG));
  return fresh;
}

function dataSourceOf(
  { edit, database, after }: Place,
  entities: readonly EntityClass[],
  on: TestDatabase = database,
): DataSource {
  const options = { ...edit.options, ...(entities === after ? edit.optionsAfter : {}) };
  // Extensions are the revision's affair: TypeORM would make them as it connects.
  return new DataSource({ ...on.typeormOptions, installExtensions: false, ...options, entities: [...entities] });
}

function userOf(place: Place, entities: readonly EntityClass[]): { dataSource: DataSource; cwd: string } {
  return { dataSource: dataSourceOf(place, entities), cwd: place.project };
}

async function begin(place: Place): Promise<void> {
  const { edit, database, before } = place;
  const created = new Date('2026-01-01T09:00:00Z');
  // Whatever `log()` still finds then is TypeORM's own mistake.
  for (const model of [before, place.after]) await makeMetadataTable(dataSourceOf(place, model));
  await database.query(edit.byHand?.first ?? 'SELECT');
  await revision({ ...userOf(place, before), message: 'before', autogenerate: true, id: IDS.before, created });
  await upgrade(userOf(place, before));
  await database.query(edit.byHand?.then ?? 'SELECT');
  await database.query(edit.rows ?? 'SELECT');
}

async function writeEdit(place: Place): Promise<RevisionResult> {
  const { edit, project, after } = place;
  const { renames = [], noRenames = false, drops = [] } = edit;
  const written = await revision({
    ...userOf(place, after),
    message: 'after',
    autogenerate: true,
    id: IDS.after,
    created: new Date('2026-01-02T09:00:00Z'),
    answers: { renames, noRenames, drops, keeps: [] },
  });
  if (written.path !== null) fillOpenSteps(path.join(project, written.path), edit);
  return written;
}

async function typeormFinds(place: Place): Promise<readonly string[]> {
  const connected = await dataSourceOf(place, place.after).initialize();
  try {
    const { upQueries } = await connected.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } catch (error) {
    return [`it fails: ${String(error)}`];
  } finally {
    await connected.destroy();
  }
}

async function freshLines(place: Place): Promise<readonly string[]> {
  const { edit, after, fresh } = place;
  const other = await createDatabase({ prefix: 'fresh' });
  try {
    await other.query(edit.byHand?.first ?? 'SELECT');
    const { upgrade: statements } = await autogenerate({ dataSource: dataSourceOf(place, after, other), cwd: fresh });
    for (const segment of toSegments(statements)) {
      await other.query(segment.statements.map(({ sql }) => sql).join('\n;\n'));
    }
    await other.query(edit.byHand?.fresh ?? edit.byHand?.then ?? 'SELECT');
    return await fingerprint(other, { ignore: OURS });
  } finally {
    await other.drop();
  }
}

const TODO = /await op\.todo\(\s*'((?:[^'\\]|\\.)*)'(?:,\s*op\.sql`([^`]*)`)?[^\n]*\);/g;

/** What a person does in an editor. A step that the case does not know stays open, and the run refuses it. */
function fillOpenSteps(file: string, { fills = {}, fillsBack = {} }: EditCase): void {
  const [head = '', there = '', back = ''] = fs.readFileSync(file, 'utf8').split(/(?=exports\.(?:up|down)grade)/);
  const filled = (text: string, by: Readonly<Record<string, string | null>>): string =>
    text.replace(TODO, (whole, step: string, suggestion: string | undefined) => {
      const words = step.replaceAll("\\'", "'");
      if (!(words in by)) return whole;
      return `await op.execute(\`${by[words] ?? suggestion ?? ''}\`);`;
    });
  fs.writeFileSync(file, head + filled(there, fills) + filled(back, fillsBack));
}
