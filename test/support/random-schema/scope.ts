/** What names are taken and what types columns have while a schema is made of a plan. */
import { nameKey } from '../../../src/schema/names';
import type { QualifiedName, Timing } from '../../../src/schema/types';
import type { ColumnPlan, EnumPlan, SchemaPlan, SequencePlan, TablePlan, TimingPlan, TypePlan } from './plan';
import type { SettledType } from './types';
import { expressionOf } from './types';

const INTEGER: SettledType = { word: 'integer', enum: null, array: false };

export class Scope {
  readonly enums: readonly EnumPlan[];
  readonly tables: readonly TablePlan[];
  readonly sequences: readonly SequencePlan[];
  private readonly taken = new Set<string>();
  private readonly schemas: ReadonlySet<string>;

  constructor(
    plan: SchemaPlan,
    readonly major: number,
  ) {
    this.schemas = new Set(plan.namespaces.map(({ name }) => name));
    // Tables, sequences, types and views share one space of names.
    this.tables = plan.tables
      .filter((each) => this.take(each))
      .map((table) => ({ ...table, columns: distinct(table.columns) }));
    this.enums = plan.enums.filter((each) => each.labels.length > 0 && this.take(each));
    this.sequences = plan.sequences.filter((each) => this.take(each));
  }

  /** Whether the name was free; from now on it is not. */
  take({ schema, name }: QualifiedName): boolean {
    const key = nameKey({ schema, name });
    if (!this.schemas.has(schema) || this.taken.has(key)) return false;
    this.taken.add(key);
    return true;
  }

  typeOf(table: QualifiedName, column: ColumnPlan, depth = 0): SettledType {
    const source = this.sourceOf(table, column);
    if (source !== null) {
      const expression = expressionOf(source.name, this.typeOf(table, source, depth + 1), column.choice);
      if (expression !== null) return expression.type;
    }
    return { ...this.settle(column.type, depth), array: column.array && !('like' in column.type) };
  }

  /** The plain column beneath a generated one. */
  sourceOf(table: QualifiedName, column: ColumnPlan): ColumnPlan | null {
    if (column.filling !== 'stored' && (column.filling !== 'virtual' || this.major < 18)) return null;
    const columns = this.tables.find((each) => nameKey(each) === nameKey(table))?.columns ?? [];
    const plain = ({ filling }: ColumnPlan): boolean => filling !== 'stored' && filling !== 'virtual';
    return columns.find((other) => other.name === column.source && other.name !== column.name && plain(other)) ?? null;
  }

  private settle(type: TypePlan, depth: number): SettledType {
    if ('word' in type) return { ...INTEGER, word: type.word };
    if ('enum' in type) {
      const found = this.enums.find((each) => nameKey(each) === nameKey(type.enum));
      const name = { schema: type.enum.schema, name: type.enum.name };
      return found === undefined ? INTEGER : { word: '', enum: { name, labels: found.labels }, array: false };
    }
    const table = this.tables.find((each) => nameKey(each) === nameKey(type.like));
    const column = table?.columns.find(({ name }) => name === type.like.column);
    return table === undefined || column === undefined || depth > 6 ? INTEGER : this.typeOf(table, column, depth + 1);
  }
}

/** The first of each name. */
export function distinct<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return list.filter((each, index) => list.findIndex(({ name }) => name === each.name) === index);
}

const TIMINGS: readonly Timing[] = [
  { deferrable: false, initiallyDeferred: false },
  { deferrable: true, initiallyDeferred: false },
  { deferrable: true, initiallyDeferred: true },
];

export function timingOf(plan: TimingPlan): Timing {
  return TIMINGS[plan];
}
