/** The types that extensions bring, as far as an entity can name them (`supportedDataTypes` of TypeORM's PostgreSQL driver). Data only. */
import type { TypeName } from './types';

/** By the name of the type, the extension. */
const EXTENSION_TYPES: ReadonlyMap<string, string> = new Map([
  ['citext', 'citext'],
  ['hstore', 'hstore'],
  ['cube', 'cube'],
  ['ltree', 'ltree'],
  ['geometry', 'postgis'],
  ['geography', 'postgis'],
  ['vector', 'vector'],
  ['halfvec', 'vector'],
]);

/** Where an extension lies unless somebody moved it: what a model takes for granted. */
export const EXTENSION_SCHEMA = 'public';

/** Whether an extension brings a type of this name. */
export function isExtensionType(name: string): boolean {
  return EXTENSION_TYPES.has(name);
}

/** The extension that brings a type which lies where extensions usually do, or `null`. */
export function extensionOf(type: TypeName): string | null {
  return type.schema === EXTENSION_SCHEMA ? (EXTENSION_TYPES.get(type.name) ?? null) : null;
}
