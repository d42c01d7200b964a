/** What a DataSource declares beyond the shape that `test/database/model` compares with PostgreSQL: names, origins, options, warnings. */
import 'reflect-metadata';
import * as orm from 'typeorm';
import {
  BaseEntity,
  Column,
  DataSource,
  DefaultNamingStrategy,
  Entity,
  EntitySchema,
  Index,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToOne,
  JoinColumn,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Table,
  Unique,
  ViewEntity,
  Generated,
  Exclusion,
} from 'typeorm';
import type { DataSourceOptions } from 'typeorm';
import { readModel } from '../../../src/model/read';
import { objectKey, objectName } from '../../../src/schema/names';
import type { ModelSchema } from '../../../src/schema/model';
import type { Table as TableSchema } from '../../../src/schema/types';
import type { EntityList } from '../../support/zoo/orm';
import { zoo } from '../../support/zoo/zoo';

type Options = Extract<DataSourceOptions, { type: 'postgres' }>;

function read(
  entities: Options['entities'],
  options: Partial<Options> = {},
  defaultSchema = 'public',
): Promise<ModelSchema> {
  return readModel(new DataSource({ type: 'postgres', ...options, entities }), { defaultSchema });
}

function tableOf(model: ModelSchema, name: string): TableSchema {
  const table = model.schema.tables.find((one) => one.name === name);
  if (table === undefined)
    throw new Error(`no table ${name}: ${model.schema.tables.map((one) => one.name).join(', ')}`);
  return table;
}

@Entity()
class Person {
  @PrimaryGeneratedColumn() id: number;
  @Column({ unique: true }) email: string;
}

describe('names', () => {
  @Entity()
  @Unique('by_hand', ['a', 'b'])
  @Index('index_by_hand', ['a'])
  class Named {
    @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_by_hand' }) id: number;
    @Column({ unique: true }) a: number;
    @Index() @Column() b: number;
    @OneToOne(() => Person) @JoinColumn() person: unknown;
    @ManyToOne(() => Person) @JoinColumn({ foreignKeyConstraintName: 'fk_by_hand' }) other: unknown;
  }

  test('a name that a decorator says is not derived, any other is', async () => {
    const table = tableOf(await read([Named, Person]), 'named');
    const derived = (items: readonly { name: string; derivedName: boolean }[]): string[] =>
      items.map((item) => `${item.name.replace(/_[0-9a-f]{20,}$/, '')} ${item.derivedName ? 'derived' : 'given'}`);
    expect(derived([table.primaryKey!])).toEqual(['pk_by_hand given']);
    expect(derived(table.uniques)).toEqual(['REL derived', 'UQ derived', 'by_hand given']);
    expect(derived(table.indexes)).toEqual(['IDX derived', 'index_by_hand given']);
    expect(derived(table.foreignKeys)).toEqual(['FK derived', 'fk_by_hand given']);
  });

  test('a naming strategy of the user names everything, and is given a Table of its own TypeORM', async () => {
    class Strategy extends DefaultNamingStrategy {
      override tableName(target: string, given: string | undefined): string {
        return given ?? `t_${target.toLowerCase()}`;
      }
      override primaryKeyName(table: Table | string, columns: string[]): string {
        return table instanceof Table ? `${table.name}_${columns.join('_')}_pkey` : 'not a table';
      }
      override uniqueConstraintName(table: Table | string, columns: string[]): string {
        return `${typeof table === 'string' ? table : table.name}_${columns.join('_')}_key`;
      }
      override columnName(property: string, custom: string, prefixes: string[]): string {
        return `c_${super.columnName(property, custom, prefixes)}`;
      }
    }
    const model = await read([Person], { namingStrategy: new Strategy(), entityPrefix: 'app_' });
    const table = tableOf(model, 'app_t_person');
    expect(table.columns.map((column) => column.name)).toEqual(['c_id', 'c_email']);
    expect(table.primaryKey?.name).toBe('app_t_person_c_id_pkey');
    expect(table.uniques.map((unique) => unique.name)).toEqual(['app_t_person_c_email_key']);
    expect(table.columns[0]?.serial?.name).toBe('app_t_person_c_id_seq');
  });
});

describe('schemas', () => {
  @Entity({ schema: 'billing' })
  class Invoice {
    @PrimaryGeneratedColumn() id: number;
    @Column({ type: 'enum', enum: ['a'] }) kind: string;
    @ManyToOne(() => Person) person: unknown;
    @ManyToMany(() => Person) @JoinTable() persons: unknown[];
  }

  test('the default one is an argument; a decorator beats the option of the data source', async () => {
    const model = await read([Person, Invoice], { schema: 'app' });
    expect(model.schema.namespaces.map(({ name }) => name)).toEqual(['app', 'billing', 'public']);
    expect(model.schema.tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual([
      'app.person',
      'billing.invoice',
      'billing.invoice_persons_person',
    ]);
    expect(model.schema.enums.map(({ schema, name }) => `${schema}.${name}`)).toEqual(['billing.invoice_kind_enum']);
    expect(tableOf(model, 'invoice').foreignKeys[0]?.references.table).toEqual({ schema: 'app', name: 'person' });
    expect(tableOf(model, 'invoice').columns[0]?.serial?.schema).toBe('billing');
    const bare = await read([Person], {}, 'tenant');
    expect(bare.schema.tables[0]?.schema).toBe('tenant');
  });
});

describe('origins', () => {
  @Entity()
  class Owner {
    @PrimaryGeneratedColumn() id: number;
    @Column({ name: 'full_name', unique: true }) name: string;
    @ManyToMany(() => Person) @JoinTable() people: unknown[];
    @ManyToOne(() => Person) boss: unknown;
  }

  test('class and property stand behind each object', async () => {
    const model = await read([Owner, Person]);
    const origin = (kind: 'table' | 'column' | 'foreignKey', name: string, table: string | null): unknown =>
      model.origins.get(objectKey(objectName(kind, 'public', name, table)));
    expect(origin('table', 'owner', null)).toEqual({ entity: 'Owner', property: null, file: null });
    expect(origin('column', 'full_name', 'owner')).toEqual({ entity: 'Owner', property: 'name', file: null });
    expect(origin('column', 'bossId', 'owner')).toEqual({ entity: 'Owner', property: 'boss', file: null });
    expect(origin('table', 'owner_people_person', null)).toEqual({ entity: 'Owner', property: 'people', file: null });
    expect(origin('column', 'ownerId', 'owner_people_person')).toEqual({
      entity: 'Owner',
      property: 'people',
      file: null,
    });
    const key = tableOf(model, 'owner').foreignKeys[0]!.name;
    expect(origin('foreignKey', key, 'owner')).toEqual({ entity: 'Owner', property: 'boss', file: null });
    expect(model.entityCount).toBe(2);
  });
});

describe('what is somebody else’s', () => {
  @Entity({ synchronize: false })
  class Legacy {
    @PrimaryGeneratedColumn() id: number;
    @Column({ type: 'enum', enum: ['x'] }) kind: string;
  }
  @ViewEntity({ name: 'legacy_view', synchronize: false, expression: 'SELECT 1' })
  class LegacyView {}
  @Entity()
  @Index('expression_index', { synchronize: false })
  class User {
    @PrimaryGeneratedColumn() id: number;
    @ManyToOne(() => Legacy) legacy: unknown;
  }

  test('is named and left alone, and may be pointed to', async () => {
    const model = await read([Legacy, LegacyView, User]);
    expect(model.schema.tables.map(({ name }) => name)).toEqual(['user']);
    expect(model.schema.views).toEqual([]);
    expect(model.schema.enums).toEqual([]);
    expect(model.ignored).toEqual([
      objectName('table', 'public', 'legacy'),
      objectName('index', 'public', 'expression_index', 'user'),
      objectName('view', 'public', 'legacy_view'),
    ]);
    expect(tableOf(model, 'user').foreignKeys[0]?.references.table.name).toBe('legacy');
  });
});

describe('two entities on one table', () => {
  @Entity('shared')
  class First {
    @PrimaryGeneratedColumn() id: number;
    @Column({ unique: true }) same: string;
    @Column({ length: 10 }) length: string;
    @Column() first: number;
  }
  @Entity('shared')
  class Second {
    @PrimaryGeneratedColumn() id: number;
    @Column({ unique: true }) same: string;
    @Column({ length: 20 }) length: string;
    @Column() second: number;
  }

  test('are one table; where they differ the later wins, with a warning that names both', async () => {
    const model = await read([First, Second]);
    const table = tableOf(model, 'shared');
    expect(table.columns.map((column) => [column.name, ...column.type.modifiers])).toEqual([
      ['id'],
      ['same'],
      ['length', '20'],
      ['first'],
      ['second'],
    ]);
    expect(table.uniques).toHaveLength(1);
    expect(model.warnings).toEqual([
      {
        code: 'TWO_ENTITIES_CONFLICT',
        message: 'First and Second both declare column shared.length, and differ; the later is taken',
        object: objectName('column', 'public', 'length', 'shared'),
      },
    ]);
  });
});

describe('enum types', () => {
  @Entity()
  class One {
    @PrimaryColumn() id: number;
    @Column({ type: 'enum', enum: ['a', 'b'], enumName: 'letter' }) letter: string;
    @Column({ type: 'enum', enumName: 'made_elsewhere' }) other: string;
  }
  @Entity()
  class Two {
    @PrimaryColumn() id: number;
    @Column({ type: 'enum', enum: ['a', 'c', 'c'], enumName: 'letter' }) letter: string;
  }
  @Entity()
  class KeyedByEnum {
    @PrimaryColumn({ type: 'enum', enum: ['x', 'y'] }) kind: string;
  }
  @Entity()
  class PointsToEnum {
    @PrimaryColumn() id: number;
    @ManyToOne(() => KeyedByEnum) keyed: unknown;
    @ManyToOne(() => KeyedByEnum, { createForeignKeyConstraints: false }) loose: unknown;
  }

  test('of one name are one type; unlike labels are warned of; a name without labels is somebody else’s type', async () => {
    const model = await read([One, Two]);
    expect(model.schema.enums).toEqual([
      { schema: 'public', name: 'letter', derivedName: false, labels: ['a', 'c'], comment: null },
    ]);
    expect(model.warnings.map(({ code }) => code)).toEqual(['ENUM_LABELS_CONFLICT']);
    expect(tableOf(model, 'one').columns[2]?.type).toMatchObject({ schema: 'public', name: 'made_elsewhere' });
  });

  test('are shared by a foreign key, which PostgreSQL refuses between two of them', async () => {
    const model = await read([KeyedByEnum, PointsToEnum]);
    expect(tableOf(model, 'points_to_enum').columns.map(({ type }) => type.name)).toEqual([
      'integer',
      'keyed_by_enum_kind_enum',
      'points_to_enum_loosekind_enum',
    ]);
    expect(model.schema.enums.map(({ name, derivedName }) => [name, derivedName])).toEqual([
      ['keyed_by_enum_kind_enum', true],
      ['points_to_enum_loosekind_enum', true],
    ]);
  });
});

describe('extensions', () => {
  @Entity()
  class WithUuid {
    @PrimaryGeneratedColumn('uuid') id: string;
  }
  @Entity()
  class OwnUuid {
    @PrimaryColumn({ type: 'uuid', default: () => 'gen_random_uuid()' }) @Generated('uuid') id: string;
    @Column('citext') name: string;
    @Column({ type: 'geography', spatialFeatureType: 'point' }) place: string;
    @Column({ type: 'geometry', spatialFeatureType: 'MultiPolygon', srid: 3857 }) area: string;
    @Column({ type: 'vector', length: 3 }) vector: string;
  }
  @Entity()
  @Exclusion('USING gist (range WITH &&)')
  class Ranges {
    @PrimaryColumn() id: number;
    @Column('int4range') range: string;
  }

  test('are those that are really needed', async () => {
    const names = async (entities: EntityList, options: Partial<Options> = {}): Promise<string[]> =>
      (await read(entities, options)).schema.extensions.map(({ name }) => name);
    expect(await names([WithUuid])).toEqual(['uuid-ossp']);
    expect(await names([WithUuid], { uuidExtension: 'pgcrypto' })).toEqual([]);
    expect(await names([OwnUuid])).toEqual(['citext', 'postgis', 'vector']);
    expect(await names([Ranges])).toEqual([]);
    expect(await names([Ranges], { extensions: ['pg_trgm'] })).toEqual(['pg_trgm']);
    expect(await names(zoo(orm, 1))).toEqual(['btree_gist', 'citext', 'cube', 'hstore', 'ltree', 'uuid-ossp']);
  });

  test('types of PostGIS and pgvector are spelled as they print', async () => {
    const columns = tableOf(await read([OwnUuid]), 'own_uuid').columns;
    expect(columns.slice(2).map(({ type }) => `${type.schema}.${type.name}(${type.modifiers.join(',')})`)).toEqual([
      'public.geography(Point,4326)',
      'public.geometry(MultiPolygon,3857)',
      'public.vector(3)',
    ]);
  });
});

describe('warnings', () => {
  @Entity()
  class Clock {
    @PrimaryColumn() id: number;
    @Column({ type: 'timestamptz', default: 'now()' }) at: Date;
    @Column({ type: 'float', precision: 5, scale: 2 }) price: number;
  }

  test('of a default that PostgreSQL freezes, and of an option without meaning', async () => {
    const model = await read([Clock]);
    expect(model.warnings.map(({ code, object }) => [code, object?.name])).toEqual([
      ['FROZEN_DEFAULT', 'at'],
      ['PRECISION_IGNORED', 'price'],
    ]);
  });
});

describe('views', () => {
  @Entity()
  class Item {
    @PrimaryColumn() id: number;
    @Column() name: string;
  }
  @ViewEntity({ name: 'c_view', expression: 'SELECT * FROM "public"."b_view", a_view' })
  class CView {}
  @ViewEntity({ name: 'b_view', expression: 'SELECT * FROM a_view -- FROM c_view' })
  class BView {}
  @ViewEntity({
    name: 'a_view',
    expression: (source) =>
      source
        .createQueryBuilder()
        .select('i.id', 'id')
        .from(Item, 'i')
        .where('i.name = :name AND i.id IN (:...ids)', { name: "it's", ids: [1, 2] }),
  })
  class AView {}
  @ViewEntity({ name: 'said', expression: 'SELECT 1', dependsOn: [CView, 'Item'] })
  class Said {}

  test('parameters of a query builder become literals', async () => {
    const model = await read([Item, AView]);
    expect(model.schema.views[0]?.definition).toBe(
      `SELECT "i"."id" AS "id" FROM "item" "i" WHERE "i"."name" = 'it''s' AND "i"."id" IN (1, 2)`,
    );
  });

  test('depend on the views they read and on what `dependsOn` names', async () => {
    const model = await read([Said, CView, BView, AView, Item]);
    expect(model.schema.dependencies.map((edge) => `${edge.dependent.name} → ${edge.referenced.name}`)).toEqual([
      'b_view → a_view',
      'c_view → a_view',
      'c_view → b_view',
      'said → item',
      'said → c_view',
    ]);
  });
});

describe('the given DataSource', () => {
  @Entity()
  class Active extends BaseEntity {
    @PrimaryColumn() id: number;
  }
  class Subscriber {}

  test('stays as it is, active records included', async () => {
    const first = new DataSource({ type: 'postgres', entities: [Active] });
    Active.useDataSource(first);
    const second = new DataSource({
      type: 'postgres',
      entities: [Active],
      subscribers: [Subscriber],
      migrations: ['/no/such/folder/*.ts'],
      synchronize: true,
    });
    const options = { ...second.options };
    await readModel(second, { defaultSchema: 'public' });
    expect(Reflect.get(Active, 'dataSource')).toBe(first);
    expect(second.options).toEqual(options);
    expect(second.entityMetadatas ?? []).toEqual([]);
    expect(second.isInitialized).toBe(false);
  });

  test('may be of a class of the user’s own', async () => {
    class Own extends DataSource {
      constructor(readonly tenant: string) {
        super({ type: 'postgres', entities: [Person] });
      }
    }
    const model = await readModel(new Own('x'), { defaultSchema: 'public' });
    expect(model.schema.tables.map(({ name }) => name)).toEqual(['person']);
  });

  test('may list its entities by name, and EntitySchemas of classes', async () => {
    class Plain {
      id: number;
    }
    const model = await read({
      person: Person,
      plain: new EntitySchema({ name: 'Plain', target: Plain, columns: { id: { type: 'int', primary: true } } }),
    });
    expect(model.schema.tables.map(({ name }) => name)).toEqual(['person', 'plain']);
  });
});

test('the schema is plain data', async () => {
  const { schema } = await read(zoo(orm, 1));
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
});
