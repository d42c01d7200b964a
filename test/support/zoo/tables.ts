/** Entities for what a table can be: embeddeds, trees, constraints, inheritance, views, schemas. */
import type { EntityList, Orm } from './orm';

export function embeddeds({ Column, Entity, Index, PrimaryGeneratedColumn, Unique }: Orm): EntityList {
  class Geo {
    @Column({ nullable: true }) lat: string;
  }
  @Unique(['city', 'street'])
  class Place {
    @Column() street: string;
    @Index() @Column({ unique: true }) city: string;
    @Column(() => Geo) geo: Geo;
  }
  @Entity()
  class WithEmbedded {
    @PrimaryGeneratedColumn() id: number;
    @Column(() => Place) home: Place;
    @Column(() => Place, { prefix: 'work_' }) work: Place;
    @Column(() => Geo, { prefix: false }) geo: Geo;
    @Column() last: string;
  }
  return [WithEmbedded];
}

export function trees({
  Column,
  Entity,
  PrimaryGeneratedColumn,
  Tree,
  TreeChildren,
  TreeLevelColumn,
  TreeParent,
}: Orm): EntityList {
  @Entity()
  @Tree('closure-table')
  class ClosureTree {
    @PrimaryGeneratedColumn() id: number;
    @Column() name: string;
    @TreeChildren() children: unknown[];
    @TreeParent() parent: unknown;
    @TreeLevelColumn() level: number;
  }
  @Entity({ schema: 'market' })
  @Tree('closure-table', {
    closureTableName: 'kinds',
    ancestorColumnName: (column) => `above_${column.propertyName}`,
    descendantColumnName: (column) => `below_${column.propertyName}`,
  })
  class ClosureNamed {
    @PrimaryGeneratedColumn('uuid') id: string;
    @TreeChildren() children: unknown[];
    @TreeParent({ onDelete: 'CASCADE' }) parent: unknown;
  }
  @Entity()
  @Tree('materialized-path')
  class PathTree {
    @PrimaryGeneratedColumn() id: number;
    @TreeChildren() children: unknown[];
    @TreeParent() parent: unknown;
  }
  @Entity()
  @Tree('nested-set')
  class NestedTree {
    @PrimaryGeneratedColumn() id: number;
    @TreeChildren() children: unknown[];
    @TreeParent() parent: unknown;
  }
  return [ClosureTree, ClosureNamed, PathTree, NestedTree];
}

export function constraints(
  { Check, Column, Entity, Exclusion, Index, PrimaryGeneratedColumn, Unique }: Orm,
  major: 0 | 1,
): EntityList {
  @Entity()
  @Index(['b', 'a'])
  @Index('named_index', ['a'], { unique: true, where: 'b > 0' })
  @Index('spatial_index', ['point'], { spatial: true })
  @Index('kept_elsewhere', { synchronize: false })
  @Index('typed_index', ['c'], { ...(major === 1 ? ({ type: 'hash' } as const) : {}) })
  @Index(() => ({ a: 1, c: -1 }))
  @Unique(['b', 'a'])
  @Unique('named_unique', ['a', 'c'], { deferrable: 'INITIALLY DEFERRED' })
  @Unique(['c', 'd'], { deferrable: 'INITIALLY IMMEDIATE' })
  @Check('a > 0')
  @Check('named_check', '(b > 0) AND (b < 100)')
  @Exclusion('USING gist (range WITH &&)')
  @Exclusion(
    'named_exclusion',
    'USING gist (a WITH =, range WITH &&)',
    major === 1 ? { deferrable: 'INITIALLY DEFERRED' } : undefined,
  )
  class Constrained {
    @PrimaryGeneratedColumn() id: number;
    @Column() a: number;
    @Index() @Column({ name: 'b' }) b: number;
    @Column({ unique: true }) c: number;
    @Column({ unique: true }) @Index({ unique: true }) d: number;
    @Column('point') point: string;
    @Column('int4range') range: string;
  }
  return [Constrained];
}

export function inheritance({
  Check,
  ChildEntity,
  Column,
  Entity,
  Index,
  PrimaryGeneratedColumn,
  TableInheritance,
  VirtualColumn,
}: Orm): EntityList {
  abstract class Base {
    @PrimaryGeneratedColumn() id: number;
    @Column() base: string;
  }
  @Entity()
  @TableInheritance({ column: { type: 'varchar', name: 'kind' } })
  class Animal extends Base {
    @Column() name: string;
    @VirtualColumn({ query: (alias) => `SELECT 1 FROM animal WHERE id = ${alias}.id` }) counted: number;
  }
  @ChildEntity('dog')
  @Check('dog_check', 'barks > 0')
  class Dog extends Animal {
    @Column() barks: number;
  }
  @ChildEntity()
  class Cat extends Animal {
    @Index() @Column({ unique: true }) lives: number;
  }
  return [Animal, Dog, Cat];
}

export function views({ Column, Entity, Index, PrimaryGeneratedColumn, ViewColumn, ViewEntity }: Orm): EntityList {
  @Entity()
  class Shown {
    @PrimaryGeneratedColumn() id: number;
    @Column() name: string;
  }
  @ViewEntity({ name: 'view_on_view', expression: 'SELECT id FROM plain_view', dependsOn: ['PlainView'] })
  class ViewOnView {
    @ViewColumn() id: number;
  }
  @ViewEntity({ expression: 'SELECT id, name FROM shown;' })
  class PlainView {
    @ViewColumn() id: number;
  }
  @ViewEntity({ expression: (source) => source.createQueryBuilder().select('s.id', 'id').from(Shown, 's') })
  class BuiltView {
    @ViewColumn() id: number;
  }
  @ViewEntity({
    name: 'stored_view',
    schema: 'market',
    materialized: true,
    expression: 'SELECT id, name FROM public.shown',
  })
  @Index(['name', 'id'])
  class StoredView {
    @Index('stored_view_id', { unique: true }) @ViewColumn() id: number;
    @ViewColumn() name: string;
  }
  return [Shown, PlainView, ViewOnView, BuiltView, StoredView];
}

export function schemas({ Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn }: Orm): EntityList {
  @Entity({ name: 'elsewhere_goods', schema: 'market', comment: 'what is sold' })
  class Good {
    @PrimaryGeneratedColumn() id: number;
    @Index() @Column({ unique: true }) sku: string;
  }
  @Entity()
  class Order {
    @PrimaryGeneratedColumn() id: number;
    @ManyToOne(() => Good) good: unknown;
  }
  // TypeORM takes what stands before the dot for the schema; its own schema builder then loses indexes and relations of the table.
  @Entity('market.dotted')
  class Dotted {
    @PrimaryGeneratedColumn() id: number;
    @Column({ unique: true }) code: string;
    @Column({ type: 'enum', enum: ['a', 'b'], default: 'a' }) kind: string;
  }
  return [Good, Order, Dotted];
}

interface Category {
  id: number;
  title: string;
  kind: string;
  tags: string[];
  parent: Category | null;
}

export function entitySchemas({ EntitySchema }: Orm): EntityList {
  return [
    new EntitySchema<Category>({
      name: 'Category',
      tableName: 'category_of_schema',
      columns: {
        id: { type: Number, primary: true, generated: true },
        title: { type: String, length: 30, unique: true },
        kind: { type: 'enum', enum: ['a', 'b'], default: 'a' },
        tags: { type: 'text', array: true, default: [] },
      },
      indices: [{ columns: ['title', 'kind'], unique: true }],
      uniques: [{ columns: ['kind', 'title'] }],
      checks: [{ expression: 'char_length(title) > 1' }],
      relations: { parent: { type: 'many-to-one', target: 'Category', joinColumn: true } },
    }),
  ];
}
