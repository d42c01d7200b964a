/**
 * How alike something that is gone and something that is new are: by type, name, place and constraints, and of columns by what is known of
 * their values. It only says what may be the same and in which order to ask; it must never decide.
 */
import { distance } from '../likeness';
import type { StatisticsOfColumns } from '../schema/column-statistics';
import { nameKey, objectKey, objectName } from '../schema/names';
import { printTypeName, sameType } from '../schema/type-name';
import type { Column, EnumType, ForeignKey, ObjectName, Table, TypeName } from '../schema/types';
import { holdsLabels, valueClues } from './alike-values';
import { constraintsOf } from './constraints';
import { same } from './equal';

/** Something new that may be what is gone. */
export interface Candidate {
  readonly object: ObjectName;
  /** What both have in common, in words: `text`, `required`, `same place`. */
  readonly alike: readonly string[];
  readonly score: number;
}

/** The labels of both sides' enums, by `nameKey`: a derived name of a type changes with its column. */
export interface EnumLabels {
  readonly current: ReadonlyMap<string, readonly string[]>;
  readonly model: ReadonlyMap<string, readonly string[]>;
}

export function enumLabels(current: readonly EnumType[], model: readonly EnumType[]): EnumLabels {
  const byKey = (types: readonly EnumType[]) => new Map(types.map((type) => [nameKey(type), type.labels] as const));
  return { current: byKey(current), model: byKey(model) };
}

/** What is known beyond the table itself. */
interface ColumnClues {
  readonly labels: EnumLabels;
  readonly statistics?: StatisticsOfColumns;
}

/** The new columns of a table whose type is that of one that is gone, or that its values fit, the most alike first. */
export function columnsAlike(
  gone: Column,
  current: Table,
  fresh: readonly Column[],
  model: Table,
  { labels, statistics }: ColumnClues,
): readonly Candidate[] {
  const values = statistics?.get(objectKey(objectName('column', current.schema, gone.name, current.name)));
  const before = rolesOf(gone.name, current);
  return fresh
    .map((column) => ({ column, isOfLabels: holdsLabels(gone, labelsOf(column.type, labels), values) }))
    .filter(({ column, isOfLabels }) => isOfLabels || isAlikeType(gone.type, column.type, labels))
    .map(({ column, isOfLabels }) => {
      const clues = valueClues(gone, current, column, model, values);
      const place = isSamePlace(gone.name, current, column.name, model);
      const roles = rolesOf(column.name, model);
      const shared = before.filter((role) => roles.includes(role));
      const alike = [
        ...(sameType(gone.type, column.type) ? [printTypeName(gone.type, 'sql', gone.type.schema)] : []),
        ...(gone.notNull === column.notNull ? [gone.notNull ? 'required' : 'optional'] : []),
        ...(place ? ['same place'] : []),
        ...shared,
        ...(isOfLabels ? ['its common values are labels'] : []),
        ...clues.alike,
      ];
      // What only the values say outweighs the difference that it explains.
      const known = alike.length + clues.alike.length - clues.against;
      const own = 3 * likeness(gone.name, column.name) + known + (same(before, roles) ? 1 : 0);
      return { object: objectName('column', current.schema, column.name, model.name), alike, score: own };
    })
    .sort(byScore);
}

/** A type that the database has keeps its name there. */
function labelsOf(type: TypeName, { current, model }: EnumLabels): readonly string[] | undefined {
  return type.dimensions > 0 ? undefined : (model.get(nameKey(type)) ?? current.get(nameKey(type)));
}

/** New tables that have most of their columns in common with one that is gone, or the same links to others. */
export function tablesAlike(
  gone: Table,
  fresh: readonly Table[],
  isKnown: (table: string) => boolean,
  labels: EnumLabels,
): readonly Candidate[] {
  const columns = new Map(gone.columns.map((column) => [plain(column.name), column.type]));
  return fresh
    .flatMap((table): readonly Candidate[] => {
      const common = table.columns.filter(({ name, type }) => {
        const before = columns.get(plain(name));
        return before !== undefined && isAlikeType(before, type, labels);
      }).length;
      const most = Math.max(gone.columns.length, table.columns.length);
      const linked = haveSameLinks(gone, table, isKnown);
      if (common * 2 <= most && !linked) return [];
      const alike = [
        common === most ? 'the same columns' : `${common} of ${most} columns`,
        ...(linked ? ['the same foreign keys'] : []),
      ];
      const score = 2 * (common / most) + likeness(gone.name, table.name) + (linked ? 1 : 0);
      return [{ object: objectName('table', table.schema, table.name), alike, score }];
    })
    .sort(byScore);
}

function byScore(one: Candidate, other: Candidate): number {
  return other.score - one.score;
}

/** From 0 to 1; 1 too where only case and underscores differ, as between two naming strategies. */
export function likeness(one: string, other: string): number {
  const [left, right] = [plain(one), plain(other)];
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 0 : 1 - distance(left, right) / longest;
}

function plain(name: string): string {
  return name.replace(/[_\s-]/g, '').toLowerCase();
}

/** The same type but for its modifiers; two enums that have labels in common. */
function isAlikeType(one: TypeName, other: TypeName, { current, model }: EnumLabels): boolean {
  if (one.dimensions > 0 !== other.dimensions > 0) return false;
  if (nameKey(one) === nameKey(other)) return true;
  const [before, after] = [current.get(nameKey(one)), model.get(nameKey(other))];
  if (before === undefined || after === undefined) return false;
  return before.filter((label) => after.includes(label)).length * 2 > Math.max(before.length, after.length);
}

/** Whether both stand behind the same column, of those that both tables have. */
function isSamePlace(gone: string, current: Table, fresh: string, model: Table): boolean {
  const [before, after] = [current, model].map(({ columns }) => columns.map(({ name }) => name));
  const neighbour = (own: readonly string[], others: readonly string[], name: string): string | null =>
    own
      .slice(0, own.indexOf(name))
      .filter((each) => others.includes(each))
      .at(-1) ?? null;
  return neighbour(before ?? [], after ?? [], gone) === neighbour(after ?? [], before ?? [], fresh);
}

/** What constraints and indexes say of a column, in words that hold whatever the column is called. */
function rolesOf(column: string, table: Table): readonly string[] {
  const ofConstraints = constraintsOf(table).flatMap((constraint) => {
    if (constraint.kind === 'check' || constraint.kind === 'exclusion' || !constraint.columns.includes(column))
      return [];
    if (constraint.kind === 'foreignKey') return [`references ${constraint.references.table.name}`];
    return [constraint.kind === 'primaryKey' ? 'primary key' : 'unique'];
  });
  const isIndexed = table.indexes.some(({ keys }) => keys.some((key) => key.column === column));
  return [...new Set([...ofConstraints, ...(isIndexed ? ['indexed'] : [])])].sort();
}

/** A table of links has nothing but its foreign keys to be known by; what is gone or new itself stands for anything. */
function haveSameLinks(one: Table, other: Table, isKnown: (table: string) => boolean): boolean {
  const links = ({ foreignKeys }: Table): readonly string[] => foreignKeys.map(linkOf).sort();
  const linkOf = ({ references, columns }: ForeignKey): string =>
    `${isKnown(nameKey(references.table)) ? nameKey(references.table) : '*'} ${columns.length}`;
  if (one.foreignKeys.length === 0 || one.columns.length !== other.columns.length) return false;
  return same(links(one), links(other)) && links(one).some((link) => !link.startsWith('*'));
}
