/** Columns that stay but are dropped and added: generated columns whose expression, or whose columns beneath, change. */
import type { Pair } from '../operations/operation';
import { nameKey, objectKey, objectName } from '../schema/names';
import { sameType } from '../schema/type-name';
import type { Column, DatabaseSchema, Table } from '../schema/types';
import { same, pairUp } from './equal';
import { mentions } from './sql-tokens';

/** By `objectKey` of the column. */
export function columnsReplaced(
  tables: readonly Pair<Table>[],
  replacedEnums: ReadonlySet<string>,
  current: Pick<DatabaseSchema, 'dependencies'>,
): ReadonlySet<string> {
  if (tables.length === 0) return new Set();
  const known = new Set(
    current.dependencies.map(({ dependent, referenced }) => `${objectKey(dependent)} ${objectKey(referenced)}`),
  );
  return new Set(tables.flatMap((pair) => replacedIn(pair, replacedEnums, known)));
}

/** A generated column cannot stand on another one, so one look is enough. */
function replacedIn(tables: Pair<Table>, enums: ReadonlySet<string>, known: ReadonlySet<string>): readonly string[] {
  const key = (name: string): string => objectKey(objectName('column', tables.from.schema, name, tables.from.name));
  const isChanging = (pair: Pair<Column>): boolean => isRetyped(pair) || enums.has(nameKey(pair.from.type));
  const { kept, dropped } = pairUp(tables.from.columns, tables.to.columns, (column) => column.name);
  const changing = [...dropped.map((column) => column.name), ...kept.filter(isChanging).map(({ from }) => from.name)];
  const stands = ({ name, generated }: Column): boolean =>
    generated !== null &&
    changing.some((other) => mentions(generated.expression, other) || known.has(`${key(name)} ${key(other)}`));
  return kept
    .filter((pair) => mustBeReplaced(pair) || (pair.to.generated !== null && (stands(pair.from) || isChanging(pair))))
    .map(({ from }) => key(from.name));
}

/** Whether a generated column is computed, before or afterwards, from one that is retyped or whose enum is swapped. */
export function isOverChanging(
  tables: Pair<Table>,
  { from, to }: Pair<Column>,
  replacedEnums: ReadonlySet<string>,
): boolean {
  const texts = [from.generated, to.generated].flatMap((generated) => generated?.expression ?? []);
  return pairUp(tables.from.columns, tables.to.columns, (column) => column.name).kept.some(
    (pair) =>
      (isRetyped(pair) || replacedEnums.has(nameKey(pair.from.type))) &&
      texts.some((text) => mentions(text, pair.from.name)),
  );
}

function isRetyped({ from, to }: Pair<Column>): boolean {
  return !sameType(from.type, to.type) || !same(from.collation, to.collation);
}

/** Whether a change of the generation expression has no way in place. A stored column turns plain by DROP EXPRESSION. */
function mustBeReplaced({ from, to }: Pair<Column>): boolean {
  if (same(from.generated, to.generated)) return false;
  return to.generated !== null || from.generated?.storage !== 'stored';
}
