/**
 * Reads a whole database in one round trip and one snapshot, and puts the schema together. The number of queries is fixed: it never
 * grows with the number of objects, and nothing here walks one list for each element of another. Writes nothing.
 */
import { StillheadError } from '../errors';
import { CatalogUnreadableError } from '../errors/catalog';
import { byCodeUnit, objectKey } from '../schema/names';
import type { DatabaseSchema, OtherObject } from '../schema/types';
import type { Session } from '../session';
import { toBeyond, type BeyondFact } from './beyond';
import { attributesOf, identityOf, serialOf, type Attributes } from './columns';
import { commentsOf, type Comments } from './comments';
import { toDependencies } from './dependencies';
import { directoryOf } from './directory';
import { directoryEntries } from './entries';
import { toEnums } from './enums';
import { toExtensions } from './extensions';
import { toGrants } from './grants';
import { groupBy } from './group';
import { indexFacts } from './indexes';
import { toNamespaces } from './namespaces';
import { toEventTriggers, toOptionObjects, toPublications } from './others';
import { catalogRows, catalogScript, type CatalogRows } from './queries';
import { toRoutines } from './routines';
import { ownedSequences, toSequences, type OwnedSequences } from './sequences';
import { tableSizes, toTables, type TableSize } from './tables';
import { toPolicies, toStatistics, toTriggers } from './triggers';
import { toUnmodelled, type UnmodelledFact } from './unmodelled';
import { toUserTypes } from './user-types';
import { toViews } from './views';

export interface CatalogOptions {
  /** Schemas that are not looked at, beside PostgreSQL's own. */
  readonly excludeSchemas?: readonly string[];
  /** Leaves `unmodelled` and `beyond` empty: a comparison has no use for it, and it takes a fifth of the server's time. */
  readonly onlySchema?: boolean;
}

export interface CatalogSnapshot {
  readonly schema: DatabaseSchema;
  /** The schema that a bare name means in this session; `null` where its search path has none that exists. */
  readonly currentSchema: string | null;
  /** By `nameKey` of the table. */
  readonly sizes: ReadonlyMap<string, TableSize>;
  /** What stands in the catalog and has no room in the schema: to be named, never compared. */
  readonly unmodelled: readonly UnmodelledFact[];
  /** What lies beyond the schema: owners, default rights, versions of extensions and the like. */
  readonly beyond: readonly BeyondFact[];
}

/**
 * Reads the schemas of a database. The session must not be inside a transaction. Never seen: PostgreSQL's own schemas, temporary
 * objects, members of extensions.
 * @throws CatalogUnreadableError when the server refuses, or somebody's lock is in the way for longer than three seconds
 */
export async function readCatalog(session: Session, options: CatalogOptions = {}): Promise<CatalogSnapshot> {
  const scope = {
    major: session.server.major,
    excludeSchemas: options.excludeSchemas ?? [],
    onlySchema: options.onlySchema === true,
  };
  let results: readonly (readonly object[])[];
  try {
    results = await session.script(catalogScript(scope));
  } catch (error) {
    // The connection may be gone, and then so is the transaction.
    await session.script('ROLLBACK').catch(() => undefined);
    if (error instanceof StillheadError) throw error;
    throw new CatalogUnreadableError(session.server.description, error);
  }
  return toSnapshot(catalogRows(results));
}

/**
 * `dependencies` is put together when it is first read, and then kept: only a difference needs it, and where there is none it would
 * take as long as all tables.
 */
function toSnapshot(rows: CatalogRows): CatalogSnapshot {
  const comments = commentsOf(rows.comments);
  const attributes = attributesOf(rows.columns);
  const owned = ownedSequences(rows.sequences);
  const facts = indexFacts(attributes, rows.opclasses, rows.collations);
  const indexes = groupBy(rows.indexes, (row) => row.indrelid);
  const constraints = groupBy(rows.constraints, (row) => row.conrelid);
  const parents = groupBy(rows.inheritance, (row) => row.inhrelid);
  let dependencies: DatabaseSchema['dependencies'] | null = null;
  return {
    schema: {
      namespaces: toNamespaces(rows.namespaces, comments),
      extensions: toExtensions(rows.extensions),
      enums: toEnums(rows.enums, comments),
      sequences: sequencesOf(rows, attributes, owned, comments),
      tables: toTables(rows.tables, { attributes, owned, constraints, indexes, facts, parents, comments }),
      views: toViews(rows.views, { attributes, indexes, facts, comments }),
      others: othersOf(rows, comments),
      grants: toGrants(rows.grants),
      get dependencies() {
        return (dependencies ??= toDependencies(
          { ...rows, depends: rows.dependencies, attributes },
          directoryOf(directoryEntries(rows), attributes),
        ));
      },
    },
    currentSchema: rows.currentSchema,
    sizes: tableSizes(rows.tables),
    unmodelled: toUnmodelled(rows.unmodelled),
    beyond: toBeyond(rows.beyond),
  };
}

function sequencesOf(
  rows: CatalogRows,
  attributes: Attributes,
  owned: OwnedSequences,
  comments: Comments,
): DatabaseSchema['sequences'] {
  const tables = new Map(rows.tables.map((row) => [row.oid, { schema: row.nspname, name: row.relname }]));
  const behindColumns = new Set(
    rows.columns.flatMap((row) => (serialOf(row, owned) ?? identityOf(row, owned))?.oid ?? []),
  );
  const columnOf = (attrelid: number, attnum: number): DatabaseSchema['sequences'][number]['ownedBy'] => {
    const table = tables.get(attrelid);
    const column = attributes.get(attrelid)?.get(attnum)?.attname;
    return table === undefined || column === undefined ? null : { table, column };
  };
  return toSequences(rows.sequences, behindColumns, columnOf, comments);
}

function othersOf(rows: CatalogRows, comments: Comments): readonly OtherObject[] {
  const others = [
    ...toRoutines(rows.routines, comments),
    ...toUserTypes(rows.userTypes, comments),
    ...toTriggers(rows.triggers, comments),
    ...toPolicies(rows.policies, comments),
    ...toStatistics(rows.statistics, comments),
    ...toOptionObjects(rows.optionObjects, comments),
    ...toEventTriggers(rows.eventTriggers, comments),
    ...toPublications(rows.publications, comments),
  ];
  const keyed = others.map((object): [string, OtherObject] => [
    [object.schema, object.name, objectKey(object), object.definition].join('\u0000'),
    object,
  ]);
  return keyed.sort(([one], [other]) => byCodeUnit(one, other)).map(([, object]) => object);
}
