/** The database as Stillhead reads it. */
import { readCatalog } from '../catalog/read';
import { TableMissingError } from '../errors/catalog';
import { EMPTY_SCHEMA } from '../schema/empty';
import { displayName } from '../schema/names';
import type { DatabaseSchema } from '../schema/types';
import { NO_ANSWERS } from './answers';
import { compareWith } from './database-comparison';
import { openProject, withProject } from './project';
import type { ProjectOptions } from './project';
import { positionOf } from './position';

export interface InspectResult {
  readonly schema: DatabaseSchema;
  /** Names of what nobody manages; `null` where it was not asked. */
  readonly unmanaged: readonly string[] | null;
  readonly defaultSchema: string;
}

/** The catalog, whole or of one table or view; or the names of what neither models nor history know. @throws TableMissingError */
export function inspect(
  options: ProjectOptions & { readonly table?: string | null; readonly unmanaged?: boolean } = {},
): Promise<InspectResult> {
  return withProject(openProject(options), async (project) => {
    const { schema } = await readCatalog(await project.connect(), { onlySchema: true });
    const defaultSchema = await project.defaultSchema();
    if (options.unmanaged) {
      const { at } = await positionOf(project);
      const { unmanaged } = await compareWith(project, schema, await project.model(), { at, answers: NO_ANSWERS });
      return { schema, unmanaged, defaultSchema };
    }
    const { table } = options;
    return { schema: table ? only(schema, table, defaultSchema) : schema, unmanaged: null, defaultSchema };
  });
}

function only(schema: DatabaseSchema, name: string, defaultSchema: string): DatabaseSchema {
  const named = (each: { schema: string; name: string }): boolean =>
    displayName(each, defaultSchema) === name || displayName(each, '') === name;
  const [tables, views] = [schema.tables.filter(named), schema.views.filter(named)];
  if (tables.length + views.length > 0) return { ...EMPTY_SCHEMA, tables, views };
  throw new TableMissingError(
    name,
    [...schema.tables, ...schema.views].map((each) => displayName(each, defaultSchema)),
  );
}
