/** A folder of revision files and sessions on one test database. Revisions are written as CommonJS, so that nothing has to compile them. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { compileFunction } from 'node:vm';

import { openDatabase } from '../../../src/database';
import { planDowngrade, planUpgrade } from '../../../src/revisions/plan';
import { readHistory } from '../../../src/revisions/read';
import { resolveTarget } from '../../../src/revisions/targets';
import type { RunOptions } from '../../../src/runner/options';
import { runPlan, type RunResult } from '../../../src/runner/run';
import { readHeads } from '../../../src/runner/version-table';
import type { Session } from '../../../src/session';
import { createDatabase, type TestDatabase } from '../../support/database';

export interface Project {
  readonly folder: string;
  readonly database: TestDatabase;
  readonly options: RunOptions;
  /** Writes the file of a revision that follows the one written before. The bodies are those of `upgrade` and `downgrade`. */
  write(id: string, up: string, down?: string): string;
  session(): Promise<Session>;
  upgrade(target?: string, more?: Partial<RunOptions>, session?: Session): Promise<RunResult>;
  downgrade(target: string, more?: Partial<RunOptions>): Promise<RunResult>;
  heads(): Promise<readonly string[]>;
  tables(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** `template`: a database to copy, to which nobody is connected. */
export async function makeProject(template?: string): Promise<Project> {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-runner-'));
  const database = await createDatabase({ prefix: 'runner', ...(template === undefined ? {} : { template }) });
  const sessions: Session[] = [];
  let last: string | null = null;
  const options: RunOptions = {
    versionTable: { schema: 'public', name: 'stillhead_version' },
    defaultSchema: 'public',
    loadRevision,
    longestPause: 100,
  };
  const session = async (): Promise<Session> => {
    const dataSourceOptions = { ...database.typeormOptions };
    const opened = await openDatabase({ dataSourceOptions });
    sessions.push(opened);
    return opened;
  };
  const project: Project = {
    folder,
    database,
    options,
    write(id, up, down = '') {
      const file = path.join(folder, `${String(fs.readdirSync(folder).length).padStart(3, '0')}_${id}.js`);
      fs.writeFileSync(file, revisionText(id, last, up, down));
      last = id;
      return file;
    },
    session,
    async upgrade(target = 'head', more = {}, given) {
      const own = given ?? (await session());
      const history = await readHistory([folder]);
      const current = await readHeads(own, options.versionTable);
      return runPlan(own, planUpgrade(history, current, resolveTarget(history, current, target)), {
        ...options,
        ...more,
      });
    },
    async downgrade(target, more = {}) {
      const own = await session();
      const history = await readHistory([folder]);
      const current = await readHeads(own, options.versionTable);
      return runPlan(own, planDowngrade(history, current, resolveTarget(history, current, target)), {
        ...options,
        ...more,
      });
    },
    heads: async () => readHeads(await session(), options.versionTable),
    async tables() {
      const rows = await database.query<{ name: string }>(
        `SELECT relname::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND relname !~ '^stillhead_version' ORDER BY 1`,
      );
      return rows.map((row) => row.name);
    },
    async close() {
      await Promise.all(sessions.map((each) => each.close()));
      await database.drop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
  return project;
}

export function revisionText(id: string, down: string | null, upgrade: string, downgrade: string): string {
  return `/** add ${id} */
exports.revision = '${id}';
exports.downRevision = ${JSON.stringify(down)};
exports.upgrade = async (op) => {
${upgrade}
};
exports.downgrade = async (op) => {
${downgrade}
};
`;
}

/** As Node loads a CommonJS file, but anew each time: a test may have changed it. */
export async function loadRevision(file: string): Promise<unknown> {
  const exports: Record<string, unknown> = {};
  const run = compileFunction(fs.readFileSync(file, 'utf8'), ['exports'], { filename: file });
  Reflect.apply(run, undefined, [exports]);
  return exports;
}
