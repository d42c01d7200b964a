/**
 * Enum types of both sides. A type whose name nobody wrote keeps the database's name; one whose written name is new takes the place of
 * the type that its columns have now, if the labels are the same. Which is which is told by the columns that use them.
 */
import type { Pair } from '../operations/operation';
import { extensionOf } from '../schema/extension-types';
import { nameKey, objectName } from '../schema/names';
import type { DatabaseSchema, EnumType, Table, TypeName } from '../schema/types';
import { same } from './equal';
import { enumValueQuestion } from './questions';
import type { Reconciling } from './reconcile-options';

export interface TypeMapping {
  /** The type of a column in the target for the type the model gives it. */
  map(type: TypeName): TypeName;
  readonly enums: readonly EnumType[];
  /** `nameKey` of enums of the database whose place a written name takes. */
  readonly superseded: ReadonlySet<string>;
}

export function mapTypes(
  current: DatabaseSchema,
  model: DatabaseSchema,
  tables: readonly Pair<Table>[],
  context: Reconciling,
): TypeMapping {
  const database = new Map(current.enums.map((type) => [nameKey(type), type]));
  const declared = new Map(model.enums.map((type) => [nameKey(type), type]));
  const users = usersByType(tables);
  const mapping = new Map<string, EnumType>();
  const superseded = new Set<string>();
  const placeOf = (type: EnumType): EnumType | undefined => {
    const stands = (key: string): boolean => {
      const other = declared.get(key);
      return other === undefined || (type.derivedName && context.names === 'keep' && same(other.labels, type.labels));
    };
    const [only, ...more] = [...(users.get(nameKey(type)) ?? [])].filter((key) => database.has(key) && stands(key));
    return only === undefined || more.length > 0 ? undefined : database.get(only);
  };
  const shared = context.names === 'rename' ? sharedPlaces(model.enums, placeOf) : new Set<string>();
  const taken = new Map<string, EnumType>();
  const enums = model.enums.flatMap((type): readonly EnumType[] => {
    const own = database.get(nameKey(type));
    if (own !== undefined) return [takenOver(own, type, context)];
    const before = placeOf(type);
    const first = before === undefined ? undefined : (declared.get(nameKey(before)) ?? taken.get(nameKey(before)));
    // One type stands for several derived ones as long as their labels are the same.
    if (before === undefined || (first !== undefined && !same(first.labels, type.labels))) return [type];
    if (!type.derivedName || (context.names === 'rename' && !shared.has(nameKey(before)))) {
      if (same(before.labels, type.labels)) superseded.add(nameKey(before));
      return [{ ...type, comment: before.comment }];
    }
    taken.set(nameKey(before), type);
    mapping.set(nameKey(type), before);
    return first === undefined ? [takenOver(before, type, context)] : [];
  });
  return {
    enums,
    superseded,
    map: (type) => {
      if (type.schema === 'pg_catalog') return type;
      const mapped = mapping.get(nameKey(type));
      if (mapped !== undefined) return { ...type, schema: mapped.schema, name: mapped.name };
      return declared.has(nameKey(type)) ? type : whereItsExtensionLies(type, current);
    },
  };
}

/** By `nameKey`, the types of the database in whose place several of the model would come. */
function sharedPlaces(
  types: readonly EnumType[],
  placeOf: (type: EnumType) => EnumType | undefined,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const again = types.flatMap((type) => placeOf(type) ?? []).map(nameKey);
  return new Set(again.filter((key) => seen.has(key) || !seen.add(key)));
}

/** The model can only guess where the database has an extension. */
function whereItsExtensionLies(type: TypeName, current: DatabaseSchema): TypeName {
  const extension = extensionOf(type);
  const schema = current.extensions.find((each) => each.name === extension)?.schema ?? null;
  return schema === null ? type : { ...type, schema };
}

/** The model's labels under the database's name; the model has no words for a comment on a type. */
function takenOver(current: EnumType, model: EnumType, context: Reconciling): EnumType {
  if (!context.isVisible(objectName('enum', current.schema, current.name))) return current;
  if (same(current.labels, model.labels)) return current;
  enumValueQuestion(current, model, context);
  return { ...current, labels: model.labels };
}

/** For each type of the model's columns, the types that the same columns have in the database. */
function usersByType(tables: readonly Pair<Table>[]): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const { from, to } of tables) {
    const made = from.columns.filter(({ type }) => type.schema !== 'pg_catalog');
    const before = new Map(made.map((column) => [column.name, column.type]));
    for (const { name, type } of to.columns) {
      const current = type.schema === 'pg_catalog' ? undefined : before.get(name);
      if (current === undefined) continue;
      const known = users.get(nameKey(type)) ?? new Set<string>();
      users.set(nameKey(type), known.add(nameKey(current)));
    }
  }
  return users;
}
