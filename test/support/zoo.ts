/**
 * Entities of every kind that TypeORM can declare for PostgreSQL, made with the decorators of whichever copy of TypeORM is given: the
 * same zoo under 0.3 and 1.x. Everything here is something that TypeORM's own `synchronize()` can create.
 */
import type * as Typeorm from 'typeorm';

export type Orm = typeof Typeorm;
export type EntityList = (NewableFunction | Typeorm.EntitySchema)[];

/** Schemas besides `public` that the zoo lies in. */
export const ZOO_SCHEMAS: readonly string[] = ['market'];

/** @param orm the module; `1` knows index types and deferrable exclusions */
export function zoo(orm: Orm, major: 0 | 1): EntityList {
  return [
    ...types(orm),
    ...defaults(orm),
    ...keys(orm),
    ...enums(orm),
    ...embeddeds(orm),
    ...trees(orm),
    ...constraints(orm, major),
    ...relations(orm),
    ...inheritance(orm),
    ...views(orm),
    ...schemas(orm),
    ...entitySchemas(orm),
    ...longNames(orm),
  ];
}

export function types({ Column, Entity, PrimaryColumn }: Orm): EntityList {
  @Entity()
  class EveryType {
    @PrimaryColumn() id: number;
    @Column('int2') int2: number;
    @Column('int8') int8: string;
    @Column('integer') integer: number;
    @Column({ type: 'decimal' }) decimal: string;
    @Column({ type: 'numeric', precision: 10 }) numeric10: string;
    @Column({ type: 'numeric', precision: 10, scale: 2 }) numeric102: string;
    @Column({ type: 'numeric', precision: 5, scale: 1, array: true }) numerics: string[];
    @Column('float') float: number;
    @Column('float4') float4: number;
    @Column('real') real: number;
    @Column('double precision') double: number;
    @Column('money') money: string;
    @Column() string: string;
    @Column({ length: 40 }) varchar40: string;
    @Column({ length: 40, array: true, type: 'varchar' }) varchars: string[];
    @Column('char') char: string;
    @Column({ type: 'char', length: 3 }) char3: string;
    @Column('text') text: string;
    @Column('bytea') bytea: Buffer;
    @Column('bit') bit: string;
    @Column({ type: 'bit', length: 3 }) bit3: string;
    @Column({ type: 'varbit' }) varbit: string;
    @Column({ type: 'bit varying', length: 9 }) varbit9: string;
    @Column() date: Date;
    @Column('date') day: string;
    @Column({ type: 'timestamp', precision: 3 }) timestamp3: Date;
    @Column({ type: 'timestamptz', precision: 0 }) timestamptz0: Date;
    @Column({ type: 'timestamp with time zone' }) zoned: Date;
    @Column({ type: 'timestamp', precision: 2, array: true }) timestamps: Date[];
    @Column('time') time: string;
    @Column({ type: 'timetz', precision: 2 }) timetz: string;
    @Column({ type: 'time without time zone', precision: 1 }) time1: string;
    @Column('interval') interval: string;
    @Column({ type: 'interval', precision: 3 }) interval3: string;
    @Column() boolean: boolean;
    @Column('point') point: string;
    @Column('line') line: string;
    @Column('lseg') lseg: string;
    @Column('box') box: string;
    @Column('path') path: string;
    @Column('polygon') polygon: string;
    @Column('circle') circle: string;
    @Column('cidr') cidr: string;
    @Column('inet') inet: string;
    @Column('macaddr') macaddr: string;
    @Column('macaddr8') macaddr8: string;
    @Column('tsvector') tsvector: string;
    @Column('tsquery') tsquery: string;
    @Column('uuid') uuid: string;
    @Column('xml') xml: string;
    @Column('json') json: unknown;
    @Column('jsonb') jsonb: unknown;
    @Column('jsonpath') jsonpath: string;
    @Column('int4range') int4range: string;
    @Column('tstzrange') tstzrange: string;
    @Column('daterange') daterange: string;
    @Column('nummultirange') nummultirange: string;
    @Column('simple-array') simpleArray: string[];
    @Column('simple-json') simpleJson: unknown;
    @Column({ type: 'int', array: true }) ints: number[];
    @Column({ collation: 'C' }) collated: string;
    @Column({ collation: 'C', length: 7, type: 'varchar' }) collated7: string;
    @Column({ comment: "it's a comment" }) commented: string;
    @Column({ name: 'we ird-Name' }) weird: string;
    @Column('citext') citext: string;
    @Column('hstore') hstore: string;
    @Column('cube') cube: string;
    @Column({ type: 'ltree', array: true }) ltrees: string[];
  }
  return [EveryType];
}

export function defaults({
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  VersionColumn,
}: Orm): EntityList {
  @Entity()
  class EveryDefault {
    @PrimaryGeneratedColumn() id: number;
    @Column({ default: 5 }) integer: number;
    @Column({ default: -5 }) negative: number;
    @Column({ type: 'bigint', default: 5 }) bigint: string;
    @Column({ type: 'numeric', precision: 10, scale: 2, default: 0.5 }) numeric: number;
    @Column({ type: 'numeric', default: 7 }) wholeNumeric: number;
    @Column({ type: 'float', default: 0.5 }) float: number;
    @Column({ default: 'active' }) string: string;
    @Column({ default: '' }) empty: string;
    @Column({ default: true }) yes: boolean;
    @Column({ default: false }) no: boolean;
    @Column({ type: 'varchar', default: null }) nothing: string | null;
    @Column({ type: 'jsonb', default: { a: [1, 2] } }) jsonb: unknown;
    @Column({ type: 'jsonb', default: [] }) jsonArray: unknown;
    @Column({ type: 'jsonb', default: '{}' }) jsonString: unknown;
    @Column({ type: 'text', array: true, default: ['a', 'b'] }) array: string[];
    @Column({ type: 'text', array: true, default: [] }) emptyArray: string[];
    @Column({ type: 'int', array: true, default: '{1,2}' }) arrayString: number[];
    @Column({ type: 'timestamptz', default: () => 'CURRENT_TIMESTAMP' }) now: Date;
    @Column({ type: 'date', default: () => 'CURRENT_DATE' }) today: Date;
    @Column({ type: 'timestamp', precision: 3, default: () => 'LOCALTIMESTAMP(3)' }) local: Date;
    @Column({ type: 'timestamptz', precision: 3, default: () => 'current_timestamp(3)' }) now3: Date;
    @Column({ type: 'timetz', default: () => 'CURRENT_TIME' }) time: Date;
    @Column({ type: 'time', precision: 1, default: () => 'LOCALTIME(1)' }) localTime: Date;
    @Column({ default: () => "upper('x')" }) computed: string;
    @Column({ type: 'interval', default: '1 day' }) interval: string;
    @Column({ type: 'uuid', default: () => 'gen_random_uuid()' }) uuid: string;
    @CreateDateColumn() created: Date;
    @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdZoned: Date;
    @UpdateDateColumn() updated: Date;
    @DeleteDateColumn() deleted: Date;
    @VersionColumn() version: number;
    @Column({ generatedType: 'STORED', asExpression: `"integer" * 2` }) doubled: number;
  }
  return [EveryDefault];
}

export function keys({ Column, Entity, Generated, PrimaryColumn, PrimaryGeneratedColumn }: Orm): EntityList {
  @Entity()
  class KeySerial {
    @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'key_serial_pk' }) id: number;
  }
  @Entity()
  class KeyBigserial {
    @PrimaryGeneratedColumn({ type: 'bigint' }) id: string;
    @Column({ unique: true }) @Generated('uuid') token: string;
  }
  @Entity()
  class KeySmallserial {
    @PrimaryGeneratedColumn('increment', { type: 'smallint' }) id: number;
  }
  @Entity()
  class KeyIdentity {
    @PrimaryGeneratedColumn('identity') id: number;
  }
  @Entity()
  class KeyIdentityAlways {
    @PrimaryGeneratedColumn('identity', { type: 'int8', generatedIdentity: 'ALWAYS' }) id: number;
  }
  @Entity()
  class KeyUuid {
    @PrimaryGeneratedColumn('uuid') id: string;
    @Column() @Generated('increment') number: number;
  }
  @Entity()
  class KeyRowid {
    @PrimaryGeneratedColumn('rowid') id: string;
  }
  @Entity()
  class KeyComposite {
    @Column() before: string;
    @PrimaryColumn({ primaryKeyConstraintName: 'key_composite_pk', length: 9 }) b: string;
    @PrimaryColumn({ primaryKeyConstraintName: 'key_composite_pk' }) a: number;
  }
  @Entity()
  class KeyUnique {
    // CREATE TABLE leaves the second out.
    @PrimaryColumn({ unique: true }) id: number;
  }
  return [
    KeySerial,
    KeyBigserial,
    KeySmallserial,
    KeyIdentity,
    KeyIdentityAlways,
    KeyUuid,
    KeyRowid,
    KeyComposite,
    KeyUnique,
  ];
}

enum Mood {
  Sad = 'sad',
  Happy = 'happy',
}
enum Level {
  Low,
  High = 10,
}

export function enums({ Column, Entity, Generated, PrimaryColumn, PrimaryGeneratedColumn }: Orm): EntityList {
  @Entity()
  class EnumOne {
    @PrimaryGeneratedColumn() id: number;
    @Column({ type: 'enum', enum: Mood, default: Mood.Sad }) mood: Mood;
    @Column({ type: 'enum', enum: Level, default: Level.High }) currentLevel: Level;
    @Column({ type: 'enum', enum: ['x', "it's", 'y z'], array: true, default: ['x', 'x'] }) several: string[];
    @Column({ type: 'simple-enum', enum: ['p', 'q'], nullable: true }) simple: string;
    @Column({ type: 'enum', enum: Mood, enumName: 'shared_mood' }) shared: Mood;
    @Column({ type: 'enum', enum: Mood, enumName: 'shared_mood', nullable: true }) again: Mood;
  }
  @Entity({ schema: 'market' })
  class EnumTwo {
    @PrimaryGeneratedColumn() id: number;
    @Column({ type: 'enum', enum: Mood, enumName: 'shared_mood', default: Mood.Happy }) shared: Mood;
    @Column({ type: 'enum', enum: Mood }) mood: Mood;
  }
  @Entity()
  class EnumKey {
    @PrimaryColumn({ type: 'enum', enum: Mood, enumName: 'key_mood' }) mood: Mood;
    @Column() @Generated() count: number;
  }
  return [EnumOne, EnumTwo, EnumKey];
}

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

export function relations({
  Column,
  Entity,
  ForeignKey,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
}: Orm): EntityList {
  @Entity()
  class Target {
    @PrimaryGeneratedColumn({ comment: 'the key' }) id: number;
    @Column({ unique: true, length: 12, collation: 'C' }) code: string;
  }
  @Entity({ schema: 'market' })
  class CompositeTarget {
    @PrimaryColumn({ length: 5 }) x: string;
    @PrimaryColumn('uuid') y: string;
  }
  @Entity()
  class Source {
    @PrimaryGeneratedColumn() id: number;
    @ManyToOne(() => Target) plain: unknown;
    @ManyToOne(() => Target, { nullable: false, onDelete: 'CASCADE', onUpdate: 'RESTRICT' })
    @JoinColumn({ name: 'strict_id', foreignKeyConstraintName: 'source_strict_fk' })
    strict: unknown;
    @ManyToOne(() => Target, { deferrable: 'INITIALLY DEFERRED', onDelete: 'SET NULL' }) deferred: unknown;
    @ManyToOne(() => Target)
    @JoinColumn({ name: 'target_code', referencedColumnName: 'code' })
    byCode: unknown;
    @ManyToOne(() => Target, { createForeignKeyConstraints: false }) loose: unknown;
    @ManyToOne(() => CompositeTarget) composite: unknown;
    @Column({ nullable: true }) ownId: number;
    @ManyToOne(() => Target)
    @JoinColumn({ name: 'ownId' })
    own: unknown;
    @OneToOne(() => Target)
    @JoinColumn()
    single: unknown;
    @OneToOne(() => CompositeTarget)
    @JoinColumn()
    singleComposite: unknown;
    @ForeignKey(() => Target, { name: 'source_foreign', onDelete: 'CASCADE' })
    @Column()
    foreign: number;
    @ManyToMany(() => Target)
    @JoinTable()
    many: unknown[];
    @ManyToMany(() => CompositeTarget)
    @JoinTable({
      name: 'source_composites',
      joinColumn: { name: 'source', foreignKeyConstraintName: 'source_composites_source' },
    })
    manyComposite: unknown[];
    @ManyToMany(() => Source)
    @JoinTable()
    friends: unknown[];
    @ManyToMany(() => Target)
    @JoinTable({ name: 'elsewhere', schema: 'market', synchronize: true })
    elsewhere: unknown[];
  }
  @Entity()
  class KeyIsRelation {
    @OneToOne(() => Target)
    @JoinColumn({ name: 'id' })
    target: unknown;
    @PrimaryColumn() id: number;
  }
  @Entity()
  class TwoRelationsOneColumn {
    @PrimaryGeneratedColumn() id: number;
    @ManyToOne(() => Target)
    @JoinColumn({ name: 'shared_id' })
    first: unknown;
    @ManyToOne(() => Source)
    @JoinColumn({ name: 'shared_id', foreignKeyConstraintName: 'second_fk' })
    second: unknown;
  }
  return [Target, CompositeTarget, Source, KeyIsRelation, TwoRelationsOneColumn];
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
  return [Good, Order];
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

const LONG = 'an_identifier_of_more_than_sixty_three_bytes_for_which_postgres_cuts_the_end';
const UMLAUTS = 'ä'.repeat(40);

export function longNames({ Column, Entity, Index, PrimaryGeneratedColumn }: Orm): EntityList {
  @Entity(LONG)
  class LongTable {
    @PrimaryGeneratedColumn({ name: `${LONG}_id` }) id: number;
    @Column({ name: UMLAUTS }) umlauts: string;
    @Index(`index_${LONG}`) @Column({ type: 'enum', enum: Mood, enumName: `enum_of_${LONG}` }) mood: Mood;
  }
  @Entity('ü'.repeat(25))
  class UmlautTable {
    @PrimaryGeneratedColumn({ name: 'ö'.repeat(25) }) id: number;
  }
  return [LongTable, UmlautTable];
}
