/** An enum that only has another name: the same labels, and all its columns went over to the new name. A rename, never a new type. */
import type { Operation } from '../operations/operation';
import { nameKey, objectKey, objectName } from '../schema/names';
import type { DatabaseSchema, EnumType } from '../schema/types';
import { pairUp, same } from './equal';
import { applyEnumRename } from './rename-data';

interface RenamedEnums {
  /** As it stands after the renames. */
  readonly current: DatabaseSchema;
  readonly operations: readonly Operation[];
}

export function renameEnums(current: DatabaseSchema, target: DatabaseSchema): RenamedEnums {
  const { added, dropped } = pairUp(current.enums, target.enums, nameKey);
  const unnamed: RenamedEnums = { current, operations: [] };
  if (added.length === 0 || dropped.length === 0) return unnamed;
  const before = usersOf(current);
  const after = usersOf(target);
  const taken = new Set<EnumType>();
  return dropped.reduce<RenamedEnums>((renamed, from) => {
    const users = before.get(nameKey(from));
    const to = added.find(
      (type) =>
        !taken.has(type) &&
        type.schema === from.schema &&
        same(type.labels, from.labels) &&
        users !== undefined &&
        same(users, after.get(nameKey(type))),
    );
    if (to === undefined) return renamed;
    taken.add(to);
    const operation: Operation = { kind: 'renameEnum', enum: { schema: from.schema, name: from.name }, to: to.name };
    return { current: applyEnumRename(renamed.current, from, to.name), operations: [...renamed.operations, operation] };
  }, unnamed);
}

/** The columns of each type, sorted, as keys. */
function usersOf(schema: DatabaseSchema): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const table of schema.tables) {
    for (const { name, type } of table.columns) {
      if (type.schema === 'pg_catalog') continue;
      const key = objectKey(objectName('column', table.schema, name, table.name));
      users.set(nameKey(type), [...(users.get(nameKey(type)) ?? []), key].sort());
    }
  }
  return users;
}
