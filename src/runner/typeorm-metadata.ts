/**
 * TypeORM's own table `typeorm_metadata` in a run: whether it is there, and who may write it. Which rows are written is in
 * `operations/metadata-sql.ts`. The table is never made here, and its absence is no error.
 */
import { selectMetadataTable, type MetadataPlace } from '../operations/metadata-sql';
import type { PlanStep } from '../revisions/plan';
import type { Direction } from '../revisions/revision';
import type { QualifiedName } from '../schema/types';
import type { Session } from '../session';
import { explainRights, grantWrite } from './version-table';

/** The table, where it is to be maintained and there. One query, or none. */
export async function findMetadataTable(session: Session, table: QualifiedName | null): Promise<QualifiedName | null> {
  if (table === null) return null;
  const [row] = await session.query<{ present: boolean }>(selectMetadataTable(table));
  return row?.present === true ? table : null;
}

/** Where the rows of a revision go; `null`: nowhere. */
export function metadataPlace(
  table: QualifiedName | null,
  { revision }: PlanStep,
  direction: Direction,
): MetadataPlace | null {
  return table === null ? null : { table, revision: revision.id, direction };
}

/** The typed error where a role may not write the table; any other error as it is. */
export function explainMetadataRights(error: unknown, session: Session, table: QualifiedName): unknown {
  const grant = `${grantWrite(session, table, true)}; or say typeormMetadata: 'ignore' in the configuration`;
  return explainRights(error, session, `write TypeORM's table ${table.schema}.${table.name}`, grant);
}
