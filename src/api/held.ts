/**
 * What a database holds already of that which its pending revisions make: their statements would fail on it. Reads no database.
 */
import { displayObject, objectKey, objectName } from '../schema/names';
import { objectsOf } from '../schema/objects';
import type { DatabaseSchema, ObjectKind, ObjectName } from '../schema/types';
import type { Revision } from '../revisions/revision';
import type { Replayed } from './replay';

export interface Held {
  /** As `unmanaged` names them: `table persons`. */
  readonly objects: readonly string[];
  /** Whether the database is what the newest revision makes. */
  readonly atHead: boolean;
}

/** What cannot be made twice. A schema and an extension can, by the statements that revisions have for them; so can functions. */
const ONCE: ReadonlySet<ObjectKind> = new Set([
  'table',
  'column',
  'view',
  'materializedView',
  'enum',
  'sequence',
  'index',
]);

/**
 * @param own what the history makes up to the database's own revision
 * @param pending the revisions behind it; what their SQL makes only where it is not there, or takes away first, is let pass
 */
export function heldObjects(
  current: DatabaseSchema,
  { own, newest }: { readonly own: Replayed; readonly newest: Replayed },
  pending: readonly Revision[],
): readonly ObjectName[] {
  if (own.failure !== null || newest.failure !== null) return [];
  const before = new Set(objectsOf(own.schema).map(objectKey));
  const there = new Set(objectsOf(current).map(objectKey));
  const text = pending.map((each) => each.text).join('\n');
  const held = objectsOf(newest.schema).filter(
    (object) =>
      ONCE.has(object.kind) &&
      !before.has(objectKey(object)) &&
      there.has(objectKey(object)) &&
      !isMadeWithCare(text, object),
  );
  const whole = new Set(held.map(objectKey));
  return held.filter(
    ({ schema, table }) =>
      table === null ||
      !(['table', 'view', 'materializedView'] as const).some((kind) =>
        whole.has(objectKey(objectName(kind, schema, table))),
      ),
  );
}

export function heldWords(objects: readonly ObjectName[], defaultSchema: string): readonly string[] {
  return objects.map((object) => `${object.kind} ${displayObject(object, defaultSchema)}`);
}

/** `CREATE TABLE IF NOT EXISTS persons`, `DROP VIEW IF EXISTS persons`, `CREATE OR REPLACE VIEW persons`; inside one too. */
function isMadeWithCare(text: string, { schema, name, table }: ObjectName): boolean {
  const word = (part: string): string => `"?${part.replace(/[^A-Za-z0-9_]/g, '\\$&')}"?`;
  return [name, ...(table === null ? [] : [table])].some((each) =>
    new RegExp(
      `\\b(?:IF\\s+(?:NOT\\s+)?EXISTS|OR\\s+REPLACE\\s+VIEW)\\s+(?:${word(schema)}\\s*\\.\\s*)?${word(each)}(?![A-Za-z0-9_$])`,
      'i',
    ).test(text),
  );
}
