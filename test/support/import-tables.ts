/**
 * The import rules as tables: which place may import which, which packages have one door, what only some places may say or do. Nothing
 * here reads a file: that is `import-rules.ts`. A rule that stands in the way of good code is changed here, with the reason in
 * `src/README.md`. A place is a folder of src/ (`compare`) or a file directly in it (`config.ts`).
 */

interface Edges {
  /** Places that may be imported. */
  readonly values: readonly string[];
  /** Places of which only types may be imported; `*` for every place. */
  readonly types?: readonly string[];
}

/** What each place may import, besides itself and what everyone may. */
export const PLACES: Readonly<Record<string, Edges>> = {
  schema: { values: [] },
  operations: { values: ['schema'], types: ['v1.ts'] },
  compare: { values: ['schema', 'operations'] },
  safety: { values: ['schema', 'operations'] },
  catalog: { values: ['schema'], types: ['database.ts'] },
  model: { values: ['schema', 'renamed-from.ts'] },
  'renamed-from.ts': { values: [] },
  settle: { values: ['schema', 'catalog', 'operations', 'config.ts', 'database.ts', 'files.ts'], types: ['compare'] },
  render: { values: ['schema', 'operations', 'revisions'], types: ['safety'] },
  revisions: { values: ['schema'] },
  runner: { values: ['schema', 'operations', 'revisions', 'v1.ts', 'config.ts', 'database.ts', 'files.ts'] },
  scratch: { values: ['config.ts', 'database.ts', 'files.ts', 'session.ts'] },
  connection: { values: ['schema'], types: ['session.ts'] },
  'session.ts': { values: [] },
  'likeness.ts': { values: [] },
  proof: { values: ['scratch', 'runner', 'schema'], types: ['database.ts', 'operations', 'revisions'] },
  report: { values: ['schema'], types: ['*'] },
  load: { values: [], types: ['config.ts'] },
  api: {
    values: [
      ...['schema', 'operations', 'compare', 'safety', 'catalog', 'model', 'settle', 'render', 'revisions', 'runner'],
      ...['scratch', 'proof', 'load', 'config.ts', 'database.ts', 'files.ts', 'v1.ts'],
    ],
    types: ['report'],
  },
  commands: { values: ['api', 'report', 'config.ts', 'database.ts', 'files.ts'] },
  'index.ts': { values: ['api', 'renamed-from.ts'], types: ['*'] },
  'main.ts': { values: ['commands', 'report'] },
  'v1.ts': { values: [], types: ['schema', 'operations'] },
  'config.ts': { values: ['configuration', 'load'], types: ['schema'] },
  configuration: { values: [], types: ['schema', 'operations', 'compare'] },
  'database.ts': { values: ['config.ts', 'connection'], types: ['schema', 'session.ts'] },
  'files.ts': { values: ['config.ts'] },
  'errors.ts': { values: [] },
  errors: { values: [] },
  'log.ts': { values: ['config.ts'] },
};

export const FOR_EVERYONE = ['errors.ts', 'errors', 'log.ts', 'session.ts', 'likeness.ts'];

/** Packages that have one door: the places that may import them, and whether types are free for all. */
export const PACKAGES: readonly { name: RegExp; places: readonly string[]; typesAreFree: boolean }[] = [
  { name: /^typeorm(\/|$)/, places: ['model', 'database.ts', 'runner'], typesAreFree: true },
  { name: /^pg(\/|$)/, places: ['database.ts', 'connection', 'scratch'], typesAreFree: false },
  { name: /^yargs(\/|$)/, places: ['main.ts', 'commands'], typesAreFree: false },
  { name: /^@clack\/prompts$/, places: ['main.ts', 'commands'], typesAreFree: false },
  { name: /^@electric-sql\/pglite(\/|$)/, places: ['scratch'], typesAreFree: false },
  { name: /^@swc\/core$/, places: ['load'], typesAreFree: false },
  { name: /^prettier(\/|$)/, places: ['files.ts'], typesAreFree: true },
];

/** Pure: no input or output, no clock, no chance. */
export const PURE = ['compare', 'operations', 'safety', 'render'];

// A digest is a function of its input.
export const PURE_MODULES = /^(node:)?(util|crypto|path|path\/posix|assert|querystring|url)$/;

interface TextRule {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly places: readonly string[];
}

/** What string literals must not hold outside their places. */
export const STRINGS: readonly TextRule[] = [
  {
    // The probe that tells a finished statement from an unfinished one is data of the statement: operations/probes.ts; and so is
    // what an operation takes for granted: operations/preconditions.ts; and by what a row of typeorm_metadata is known again.
    rule: 'SQL that reads the catalog belongs in catalog/, proof/ or settle/',
    pattern:
      /\b(from|join)\s+(pg_catalog\s*\.\s*)?pg_(?!locks\b|database\b|stat_activity\b)\w+\b(?!\s*\()|\bpg_catalog\s*\.\s*pg_\w+/i,
    places: [
      'catalog',
      'proof',
      'settle',
      'operations/probes.ts',
      'operations/preconditions.ts',
      'operations/metadata-sql.ts',
      'operations/suspend-sql.ts',
    ],
  },
  {
    // Prose may name statements: findings, reports, errors and help texts never run anything. The catalog composes, as text to keep,
    // the definitions that no pg_get_*def prints.
    rule: 'DDL text belongs in operations/',
    pattern:
      /^\s*(create|alter|drop)\s+((or\s+replace|global|local|temp|temporary|unlogged|unique|materialized|foreign|constraint|event|recursive)\s+)*(table|index|view|sequence|type|domain|schema|extension|function|procedure|trigger|policy|rule|collation|statistics|publication|role)\b/i,
    places: [
      'operations',
      'catalog',
      'settle',
      'runner/version-table.ts',
      'safety',
      'report',
      'commands',
      'errors',
      'main.ts',
    ],
  },
];

/** Properties and calls that must not be used outside their places. */
export const ACCESS: readonly TextRule[] = [
  { rule: 'only commands/ and main.ts print', pattern: /^console\.\w+$/, places: ['commands', 'main.ts'] },
  {
    rule: 'only commands/ and main.ts print',
    pattern: /^process\.(stdout|stderr)$/,
    places: ['commands', 'main.ts', 'log.ts'],
  },
  { rule: 'only config.ts reads the environment', pattern: /^process\.env$/, places: ['config.ts'] },
  {
    rule: 'only main.ts reads arguments and ends the process',
    pattern: /^process\.(argv|exit|exitCode)$/,
    places: ['main.ts'],
  },
];

export const IMPURE = /^(Date\.now|Math\.random|performance\.now|crypto\.\w+|process\.\w+)$/;

export const FORBIDDEN_NAME = /^(utils?|helpers?|managers?|services?)$/;
