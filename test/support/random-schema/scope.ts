/** What names are taken and what types columns have while a schema is made of a plan. */
import { nameKey } from '../../../src/schema/names';
import type { QualifiedName, Timing } from '../../../src/schema/types';
import type {
  ColumnPlan,
  DomainPlan,
  EnumPlan,
  FamilyPlan,
  ObjectPlan,
  SchemaPlan,
  SequencePlan,
  TablePlan,
  TimingPlan,
  TypePlan,
} from './plan';
import type { SettledType } from './types';
import { expressionOf } from './types';

const INTEGER: SettledType = { word: 'integer', enum: null, array: false };

export class Scope {
  readonly enums: readonly EnumPlan[];
  readonly tables: readonly TablePlan[];
  readonly families: readonly FamilyPlan[];
  readonly sequences: readonly SequencePlan[];
  readonly domains: readonly DomainPlan[];
  readonly objects: readonly ObjectPlan[];
  private readonly types = new Map<string, SettledType>();
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
    this.families = (plan.families ?? []).filter((each) => this.take(each));
    this.enums = plan.enums.filter((each) => each.labels.length > 0 && this.take(each));
    this.sequences = plan.sequences.filter((each) => this.take(each));
    this.domains = (plan.domains ?? []).filter((each) => this.take(each));
    this.objects = (plan.objects ?? []).filter((each) => this.take(each));
  }

  /** Whether the name was free; from now on it is not. */
  take({ schema, name }: QualifiedName): boolean {
    const key = nameKey({ schema, name });
    if (!this.schemas.has(schema) || this.taken.has(key)) return false;
    this.taken.add(key);
    return true;
  }

  /** Types that follow from one another in a circle are integers. */
  typeOf(table: QualifiedName, column: ColumnPlan): SettledType {
    const key = `${nameKey(table)} ${column.name}`;
    const known = this.types.get(key);
    if (known !== undefined) return known;
    this.types.set(key, INTEGER);
    const type = this.workOut(table, column);
    this.types.set(key, type);
    return type;
  }

  /** The plain column beneath a generated one. */
  sourceOf(table: QualifiedName, column: ColumnPlan): ColumnPlan | null {
    if (column.filling !== 'stored' && (column.filling !== 'virtual' || this.major < 18)) return null;
    const columns = this.tables.find((each) => nameKey(each) === nameKey(table))?.columns ?? [];
    const plain = ({ filling }: ColumnPlan): boolean => filling !== 'stored' && filling !== 'virtual';
    const source = columns.find(({ name }) => name === column.source && name !== column.name);
    if (source === undefined || !plain(source)) return null;
    // PostgreSQL 18 refuses a virtual column over a type that somebody made. PostgreSQL 14 keeps a column dependent on the types of its
    // expression after DROP EXPRESSION, and then refuses another type ("found unexpected dependency for column").
    const builtInOnly = column.filling === 'virtual' || this.major < 15;
    const type = this.typeOf(table, source);
    return builtInOnly && (type.enum !== null || type.domain !== undefined) ? null : source;
  }

  private workOut(table: QualifiedName, column: ColumnPlan): SettledType {
    const source = this.sourceOf(table, column);
    const expression = source === null ? null : expressionOf(source.name, this.typeOf(table, source), column.choice);
    if (expression !== null) return expression.type;
    // PostgreSQL gives a domain no new rule while a column is an array of it.
    const plain = 'like' in column.type || 'domain' in column.type;
    return { ...this.settle(column.type), array: column.array && !plain };
  }

  private settle(type: TypePlan): SettledType {
    if ('word' in type) return { ...INTEGER, word: type.word };
    if ('enum' in type) {
      const found = this.enums.find((each) => nameKey(each) === nameKey(type.enum));
      const name = { schema: type.enum.schema, name: type.enum.name };
      return found === undefined ? INTEGER : { word: '', enum: { name, labels: found.labels }, array: false };
    }
    if ('domain' in type) {
      const found = this.domains.find((each) => nameKey(each) === nameKey(type.domain));
      const { schema, name } = type.domain;
      return found === undefined ? INTEGER : { ...INTEGER, word: found.word, domain: { schema, name } };
    }
    const table = this.tables.find((each) => nameKey(each) === nameKey(type.like));
    const column = table?.columns.find(({ name }) => name === type.like.column);
    return table === undefined || column === undefined ? INTEGER : this.typeOf(table, column);
  }
}

/** The first of each name. */
export function distinct<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return list.filter((each, index) => list.findIndex(({ name }) => name === each.name) === index);
}

const TIMINGS: Readonly<Record<TimingPlan, Timing>> = {
  0: { deferrable: false, initiallyDeferred: false },
  1: { deferrable: true, initiallyDeferred: false },
  2: { deferrable: true, initiallyDeferred: true },
};

export function timingOf(plan: TimingPlan): Timing {
  return TIMINGS[plan];
}
