/**
 * Entities of every kind that TypeORM can declare for PostgreSQL, made with the decorators of whichever copy of TypeORM is given: the
 * same zoo under 0.3 and 1.x. Everything here is something that TypeORM's own `synchronize()` can create.
 */
import { defaults, keys, types } from './columns';
import { enums, longNames } from './enums';
import type { EntityList, Orm } from './orm';
import { relations } from './relations';
import { constraints, embeddeds, entitySchemas, inheritance, schemas, trees, views } from './tables';

/** Schemas besides `public` that the zoo lies in. */
export const ZOO_SCHEMAS: readonly string[] = ['market'];

/** @param major `1` knows index types and deferrable exclusions */
export function zoo(orm: Orm, major: 0 | 1): EntityList {
  return [
    ...types(orm),
    ...defaults(orm),
    ...keys(orm),
    ...enums(orm),
    ...embeddeds(orm),
    ...trees(orm),
    ...constraints(orm, major),
    ...relations(orm),
    ...inheritance(orm),
    ...views(orm),
    ...schemas(orm),
    ...entitySchemas(orm),
    ...longNames(orm),
  ];
}
