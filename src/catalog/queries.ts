/** All the queries of one reading: as one script, and its results by name. */
import { BEYOND } from './beyond';
import { COLUMNS } from './columns';
import { COMMENTS } from './comments';
import { CONSTRAINTS } from './constraints';
import { DEPENDENCIES } from './dependencies';
import { ENUMS } from './enums';
import { EXTENSIONS } from './extensions';
import { GRANTS } from './grants';
import { INDEX_COLLATIONS, INDEXES, OPCLASSES } from './indexes';
import { NAMESPACES } from './namespaces';
import { EVENT_TRIGGERS, OPTION_OBJECTS, PUBLICATIONS } from './others';
import { catalogQuery, type CatalogQuery, type RowOf, type Scope } from './query';
import { ROUTINES } from './routines';
import { SEQUENCES } from './sequences';
import { PRINT_SETTINGS } from './settings';
import { INHERITANCE, TABLES } from './tables';
import { POLICIES, STATISTICS, TRIGGERS } from './triggers';
import { UNMODELLED } from './unmodelled';
import { USER_TYPES } from './user-types';
import { VIEWS } from './views';

const QUERIES = {
  namespaces: NAMESPACES,
  extensions: EXTENSIONS,
  enums: ENUMS,
  sequences: SEQUENCES,
  tables: TABLES,
  inheritance: INHERITANCE,
  columns: COLUMNS,
  constraints: CONSTRAINTS,
  indexes: INDEXES,
  opclasses: OPCLASSES,
  collations: INDEX_COLLATIONS,
  views: VIEWS,
  routines: ROUTINES,
  userTypes: USER_TYPES,
  triggers: TRIGGERS,
  policies: POLICIES,
  statistics: STATISTICS,
  optionObjects: OPTION_OBJECTS,
  eventTriggers: EVENT_TRIGGERS,
  publications: PUBLICATIONS,
  grants: GRANTS,
  dependencies: DEPENDENCIES,
  comments: COMMENTS,
  unmodelled: UNMODELLED,
  beyond: BEYOND,
};

type Queries = typeof QUERIES;
type QueryName = keyof Queries;

/** The rows of every query. */
export type CatalogRows = { readonly [Name in QueryName]: readonly RowOf<Queries[Name]>[] } & {
  /** The schema that a bare name means in this session; `null` where its search path has none that exists. */
  readonly currentSchema: string | null;
};

const CURRENT_SCHEMA = catalogQuery<{ readonly current_schema: string | null }>(
  // Before the search path is set aside.
  () => 'SELECT pg_catalog.current_schema()',
);

/** How long a definition may wait behind somebody's ACCESS EXCLUSIVE lock. */
const LOCK_TIMEOUT = '3s';

const HEAD: readonly ((scope: Scope) => string)[] = [
  () => 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  CURRENT_SCHEMA.sql,
  ...PRINT_SETTINGS.map((setting) => () => setting),
  () => `SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`,
  // Compiling a query of a catalog costs more than running it.
  () => 'SET LOCAL jit = off',
  // Every query is over all objects of a kind. Where the catalogs were never analysed, the planner takes them for nearly empty and
  // walks one for each row of another.
  () => 'SET LOCAL enable_nestloop = off',
  // Starting workers takes longer than any of these queries, and a server has better uses for them.
  () => 'SET LOCAL max_parallel_workers_per_gather = 0',
];

const NAMES = Object.keys(QUERIES) as readonly QueryName[];

/** One transaction, as one text. */
export function catalogScript(scope: Scope): string {
  const queries: readonly CatalogQuery<object>[] = NAMES.map((name) => QUERIES[name]);
  const statements = [...HEAD.map((sql) => sql(scope)), ...queries.map((query) => query.sql(scope)), 'COMMIT'];
  return statements.join(';\n');
}

/** The results of `catalogScript`, in the order of its statements, by name. */
export function catalogRows(results: readonly (readonly object[])[]): CatalogRows {
  const take = <Row extends object>(name: QueryName, query: CatalogQuery<Row>): readonly Row[] =>
    query.rows(results[HEAD.length + NAMES.indexOf(name)] ?? []);
  return {
    currentSchema: CURRENT_SCHEMA.rows(results[HEAD.indexOf(CURRENT_SCHEMA.sql)] ?? [])[0]?.current_schema ?? null,
    namespaces: take('namespaces', NAMESPACES),
    extensions: take('extensions', EXTENSIONS),
    enums: take('enums', ENUMS),
    sequences: take('sequences', SEQUENCES),
    tables: take('tables', TABLES),
    inheritance: take('inheritance', INHERITANCE),
    columns: take('columns', COLUMNS),
    constraints: take('constraints', CONSTRAINTS),
    indexes: take('indexes', INDEXES),
    opclasses: take('opclasses', OPCLASSES),
    collations: take('collations', INDEX_COLLATIONS),
    views: take('views', VIEWS),
    routines: take('routines', ROUTINES),
    userTypes: take('userTypes', USER_TYPES),
    triggers: take('triggers', TRIGGERS),
    policies: take('policies', POLICIES),
    statistics: take('statistics', STATISTICS),
    optionObjects: take('optionObjects', OPTION_OBJECTS),
    eventTriggers: take('eventTriggers', EVENT_TRIGGERS),
    publications: take('publications', PUBLICATIONS),
    grants: take('grants', GRANTS),
    dependencies: take('dependencies', DEPENDENCIES),
    comments: take('comments', COMMENTS),
    unmodelled: take('unmodelled', UNMODELLED),
    beyond: take('beyond', BEYOND),
  };
}
