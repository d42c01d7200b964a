/**
 * What `stillhead.config.ts` may say: its type for editors, and the reader that checks it. Every key has a default but the data
 * source, which is looked for in the usual places. Paths are still as they were written; config.ts makes them absolute.
 */
import type { ColumnJudge } from '../compare/reconcile-options';
import {
  asked,
  columnJudge,
  includeFunction,
  type CompareColumnFunction,
  type IncludeFunction,
  type RewriteFunction,
} from './extension-points';
import { fault, isRecord, oneOf, optional, record, text, texts, wholeNumber, yesOrNo, type Place } from './shape';

/** The default export of `stillhead.config.{ts,js,mjs,cjs,json}`. */
export interface UserConfig {
  /** The file that exports the DataSource, or a function that returns one (NestJS and the like). */
  readonly dataSource?: string | (() => unknown);
  /** Instead of `dataSource`: where the entities are, as globs. The address then comes from --url or STILLHEAD_URL. */
  readonly entities?: string | readonly string[];
  readonly migrations?: {
    /** Default: `migrations`. */
    readonly directory?: string;
    /** Default: `auto`, which is TypeScript where there is a tsconfig.json. */
    readonly language?: 'ts' | 'js' | 'auto';
    /** The name of a template, or the path of one's own. Default: `revision`. */
    readonly template?: string;
  };
  /** A folder with templates that go before those of the package. */
  readonly templates?: string;
  /** Format what is written with Prettier and the project's own settings. Default: true. */
  readonly prettier?: boolean;
  /** Default: `stillhead_version`, in the data source's schema. */
  readonly versionTable?: string | { readonly schema?: string | null; readonly name?: string };
  /** Only these schemas and objects are compared; `*` stands for any characters. Or a function that is asked of each. Default: all. */
  readonly include?:
    { readonly schemas?: string | readonly string[]; readonly objects?: string | readonly string[] } | IncludeFunction;
  /** These are not. */
  readonly exclude?: { readonly schemas?: string | readonly string[]; readonly objects?: string | readonly string[] };
  /** Asked of every column that both sides have, whether its types, or its defaults, differ. */
  readonly compareType?: CompareColumnFunction;
  readonly compareDefault?: CompareColumnFunction;
  /** Gives the operations that a revision is to hold instead of those that were found. */
  readonly rewrite?: RewriteFunction;
  /** Patterns of objects that may be dropped although no revision made them. */
  readonly owns?: string | readonly string[];
  /** Whether a revision makes an extension that is missing, or only asks for it. Making one needs rights. Default: `require`. */
  readonly extensions?: 'require' | 'create';
  /** Whether an object whose name TypeORM derives is renamed to the derived name. Default: `keep`. */
  readonly names?: 'keep' | 'rename';
  /** A file with answers that are kept with the code, JSON or a module. Default: `stillhead.hints.json`, where there is one. */
  readonly hints?: string;
  /** Whether TypeORM's own table of views and generated columns is kept in step, where it is there. Default: `maintain`. */
  readonly typeormMetadata?: 'maintain' | 'ignore';
  /** Which PostgreSQL says whether two expressions are equal. Default: `auto`, a local server or else the scratch. */
  readonly settle?: 'auto' | 'live' | 'scratch';
  /** The environment variable that holds the address of the database: `DATABASE_URL`. Default: none. */
  readonly databaseUrlFrom?: string;
  /** The server itself, where the address leads to a transaction pooler: revisions are run there. */
  readonly directUrl?: string;
  /** The PostgreSQL in a folder of the project, as with --embedded. */
  readonly embedded?: {
    /** Whether it is used without being asked for. Default: false. */
    readonly always?: boolean;
    /** Default: `.stillhead/pgdata`. */
    readonly directory?: string;
  };
  /**
   * The environment that this is: `production`. The first upgrade stores it in the database; under another name upgrade, downgrade and
   * stamp refuse it. Default: none. Before it go --environment and STILLHEAD_ENVIRONMENT.
   */
  readonly environment?: string;
  /** Milliseconds that a statement waits for a lock. Default: 3000. */
  readonly lockTimeout?: number;
  /** How often a segment is tried again that did not get its lock. Default: 10. */
  readonly retries?: number;
}

const patterns = record({ schemas: optional(texts, []), objects: optional(texts, []) });
const NO_PATTERNS = { schemas: [], objects: [] };
const VERSION_TABLE = 'stillhead_version';
const nullableText = optional<string | null>(text, null);

const readFields = record({
  dataSource: optional<DataSourceValue | null>(dataSource, null),
  entities: optional<readonly string[] | null>(texts, null),
  migrations: sub({
    directory: optional(text, 'migrations'),
    language: optional(oneOf('auto', 'ts', 'js'), 'auto'),
    template: optional(text, 'revision'),
  }),
  templates: nullableText,
  prettier: optional(yesOrNo, true),
  versionTable: optional(versionTable, { schema: null, name: VERSION_TABLE }),
  include: optional<IncludeSetting>(includeSetting, NO_PATTERNS),
  exclude: optional(patterns, NO_PATTERNS),
  compareType: optional<ColumnJudge | null>(columnJudge('compareType'), null),
  compareDefault: optional<ColumnJudge | null>(columnJudge('compareDefault'), null),
  rewrite: optional<ReturnType<ReturnType<typeof asked>> | null>(asked('rewrite'), null),
  owns: optional(texts, []),
  extensions: optional(oneOf('require', 'create'), 'require'),
  names: optional(oneOf('keep', 'rename'), 'keep'),
  hints: nullableText,
  typeormMetadata: optional(oneOf('maintain', 'ignore'), 'maintain'),
  settle: optional(oneOf('auto', 'live', 'scratch'), 'auto'),
  databaseUrlFrom: nullableText,
  directUrl: nullableText,
  embedded: sub({ always: optional(yesOrNo, false), directory: optional(text, '.stillhead/pgdata') }),
  environment: optional<string | null>(environment, null),
  lockTimeout: optional(wholeNumber(0), 3000),
  retries: optional(wholeNumber(0), 10),
});

export type Settings = ReturnType<typeof readFields>;
/** A file; a function that returns a DataSource; or the DataSource itself, also as a promise. */
export type DataSourceValue = string | (() => unknown) | object;

/** Reads a configuration; `problems` names every fault with the path of its key. */
export function readUserConfig(value: unknown): { readonly settings: Settings; readonly problems: readonly string[] } {
  const place: Place = { path: '', problems: [] };
  const settings = readFields(value, place);
  if (settings.dataSource !== null && settings.entities !== null) {
    place.problems.push('entities: stands beside dataSource; give one of them');
  }
  return { settings, problems: place.problems };
}

/** Patterns, or what is asked instead. */
type IncludeSetting = ReturnType<typeof patterns> & { readonly asks?: IncludeFunction };

function includeSetting(value: unknown, place: Place): IncludeSetting {
  return typeof value === 'function' ? { ...NO_PATTERNS, asks: includeFunction(value, place) } : patterns(value, place);
}

/** A record that may be left out, and then has the defaults of its keys. */
function sub<Fields extends Parameters<typeof record>[0]>(fields: Fields): ReturnType<typeof record<Fields>> {
  const reader = record(fields);
  return (value, place) => reader(value ?? {}, place);
}

function dataSource(value: unknown, place: Place): DataSourceValue {
  if (typeof value === 'string') return text(value, place);
  if (typeof value === 'function') return () => Reflect.apply(value, undefined, []) as unknown;
  return isRecord(value) ? value : fault(place, 'a path, a function or a DataSource', value, '');
}

function environment(value: unknown, place: Place): string {
  return typeof value === 'string' && isEnvironmentName(value) ? value : fault(place, ENVIRONMENT_NAME, value, '');
}

/** What an environment may be called, in words. */
export const ENVIRONMENT_NAME = 'a name in one line, without spaces around it';

/** It is kept as a line of a comment. */
export function isEnvironmentName(name: string): boolean {
  return /^\S(?:.*\S)?$/.test(name);
}

function versionTable(value: unknown, place: Place): { readonly schema: string | null; readonly name: string } {
  if (typeof value === 'string') return { schema: null, name: text(value, place) };
  return record({ schema: nullableText, name: optional(text, VERSION_TABLE) })(value, place);
}
