/** The families of a plan as tables: partitioned ones and their partitions, parents and their children. */
import type { Column, Index, QualifiedName, Table } from '../../../src/schema/types';
import * as build from '../schema-builders';
import type { FamilyPlan, MemberPlan } from './plan';
import { distinct, type Scope } from './scope';
import { toColumn, toIndexes, type Types } from './to-tables';

/** By it a table is parted; every family has it. */
const KEY = 'part';

export function toFamilies(scope: Scope): readonly Table[] {
  return scope.families.flatMap((family) => {
    const members = distinct(family.members).filter((each) => scope.take(memberName(family, each)));
    const parent = toParent(family, scope);
    return [parent, ...members.map((each) => toMember(family, parent, each))];
  });
}

function memberName({ schema, name }: QualifiedName, member: MemberPlan): QualifiedName {
  return { schema, name: `${name}_${member.name}` };
}

function toParent(family: FamilyPlan, scope: Scope): Table {
  const plans = distinct(family.columns);
  const columns: readonly Column[] = [
    build.column(KEY, 'integer', { notNull: true }),
    ...plans.map((each) => toColumn(family, each, scope)),
  ];
  const types: Types = new Map(plans.map((each) => [each.name, scope.typeOf(family, each)]));
  const free = ({ name }: { readonly name: string }): boolean => scope.take({ schema: family.schema, name });
  const primaryKey = build.primaryKey(`${family.name}_pkey`, [KEY]);
  return {
    ...build.table(family.name, columns, {
      kind: family.by === 'inheritance' ? 'table' : 'partitioned',
      partitionKey: family.by === 'inheritance' ? null : `${family.by.toUpperCase()} (${KEY})`,
      primaryKey: family.keyed && free(primaryKey) ? primaryKey : null,
      comment: family.comment,
    }),
    schema: family.schema,
    // An index of a partition has a name that PostgreSQL makes: what it would be called is nothing that a plan says.
    indexes: toIndexes(family.indexes, types, scope.major).filter(free).map(plain),
  };
}

/** What PostgreSQL also allows over partitions. Those that are made after a comment get the comment, others do not. */
function plain(index: Index): Index {
  return { ...index, unique: false, nullsNotDistinct: false, comment: null };
}

function toMember(family: FamilyPlan, parent: Table, member: MemberPlan): Table {
  const { schema, name } = memberName(family, member);
  const columns = parent.columns.map((each): Column => ({
    ...each,
    comment: null,
    ...(member.joined ? { inherited: true } : {}),
  }));
  const joined = {
    kind: family.by === 'inheritance' ? ('table' as const) : ('partition' as const),
    inherits: [{ schema: parent.schema, name: parent.name }],
    ...(family.by === 'inheritance' ? {} : { bound: boundOf(family, Number(member.name)) }),
  };
  return {
    ...build.table(name, columns, {
      ...(member.joined ? joined : {}),
      storageParameters: member.fillfactor === null ? {} : { fillfactor: member.fillfactor },
      comment: member.comment,
    }),
    schema,
  };
}

function boundOf({ by }: FamilyPlan, number: number): string {
  return by === 'list' ? `FOR VALUES IN (${number})` : `FOR VALUES FROM (${number * 10}) TO (${number * 10 + 10})`;
}
