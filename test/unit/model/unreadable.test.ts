/** What TypeORM or PostgreSQL refuses is a typed error that says which entity, which property and why. */
import 'reflect-metadata';
import {
  Column,
  DataSource,
  Entity,
  JoinColumn,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  ViewEntity,
  Index,
} from 'typeorm';
import type { ColumnType, DataSourceOptions } from 'typeorm';
import { StillheadError } from '../../../src/errors';
import { readModel } from '../../../src/model/read';
import { unreadable } from '../../../src/model/unreadable';

async function refusal(entities: NewableFunction[]): Promise<StillheadError> {
  return readModel(new DataSource({ type: 'postgres', entities }), { defaultSchema: 'public' }).then(
    () => Promise.reject(new Error('it was read')),
    (error: unknown) => (error instanceof StillheadError ? error : Promise.reject(new Error(String(error)))),
  );
}

test('a type that TypeORM does not know', async () => {
  @Entity()
  class Domain {
    @PrimaryColumn() id: number;
    // `as`: what a user without types writes.
    @Column({ type: 'email_address' as ColumnType }) email: string;
  }
  const error = await refusal([Domain]);
  expect(error).toMatchObject({ code: 'MODEL_UNREADABLE', facts: { entity: 'Domain', property: 'email' } });
  expect(error.message).toBe('Domain.email cannot be read');
  expect(error.facts['reason']).toContain('email_address');
});

test('a column whose type nobody can tell', () => {
  let thrown: unknown = null;
  try {
    Column()(class Typeless {}.prototype, 'name');
  } catch (error) {
    thrown = error;
  }
  const error = unreadable(thrown);
  expect(error).toMatchObject({ code: 'MODEL_UNREADABLE', facts: { entity: 'Typeless', property: 'name' } });
  expect(error.hint).toContain('emitDecoratorMetadata');
});

test('an entity without a key', async () => {
  @Entity()
  class Keyless {
    @Column() name: string;
  }
  expect(await refusal([Keyless])).toMatchObject({ facts: { entity: 'Keyless' } });
});

test('a relation to an entity that the data source does not list', async () => {
  @Entity()
  class Unlisted {
    @PrimaryColumn() id: number;
  }
  @Entity()
  class Lonely {
    @PrimaryColumn() id: number;
    @ManyToOne(() => Unlisted) other: unknown;
  }
  const error = await refusal([Lonely]);
  expect(error).toMatchObject({ facts: { entity: 'Lonely', property: 'other' } });
  expect(error.hint).toContain('entities');
});

test('a circle of required relations', async () => {
  @Entity()
  class Hen {
    @PrimaryColumn() id: number;
    @OneToOne(() => Egg, { nullable: false }) @JoinColumn() egg: unknown;
  }
  @Entity()
  class Egg {
    @PrimaryColumn() id: number;
    @ManyToOne(() => Hen, { nullable: false }) hen: unknown;
  }
  expect((await refusal([Hen, Egg])).facts['reason']).toContain('Circular relations');
});

test('a relation that starts with a list', async () => {
  @Entity()
  class Child {
    @PrimaryColumn() id: number;
    @ManyToOne(() => Parent, 'children') parent: unknown;
  }
  @Entity()
  class Parent {
    @PrimaryColumn() id: number;
    @OneToMany(() => Child, 'parent') children: unknown[] = [];
  }
  expect(await refusal([Parent, Child])).toMatchObject({ facts: { entity: 'Parent', property: 'children' } });
});

test('a virtual generated column', async () => {
  @Entity()
  class Computed {
    @PrimaryColumn() id: number;
    @Column({ asExpression: 'id * 2' }) twice: number;
  }
  const error = await refusal([Computed]);
  expect(error).toMatchObject({ facts: { entity: 'Computed', property: 'twice' } });
  expect(error.hint).toContain('STORED');
});

test('an index on a column that is not there', async () => {
  @Entity()
  @Index('missing_index', ['nowhere'])
  class Indexed {
    @PrimaryColumn() id: number;
  }
  expect(await refusal([Indexed])).toMatchObject({ facts: { entity: 'Indexed', property: 'nowhere' } });
});

test('a length where there is none', async () => {
  @Entity()
  class Long {
    @PrimaryColumn() id: number;
    @Column({ type: 'int', length: 5 }) count: number;
  }
  expect(await refusal([Long])).toMatchObject({ facts: { entity: 'Long', property: 'count' } });
});

test('an enum label of 64 bytes', async () => {
  @Entity()
  class Labelled {
    @PrimaryColumn() id: number;
    @Column({ type: 'enum', enum: ['ä'.repeat(32)] }) label: string;
  }
  const error = await refusal([Labelled]);
  expect(error).toMatchObject({ facts: { entity: 'Labelled', property: 'label' } });
  expect(error.facts['reason']).toContain('63 bytes');
});

test('a parameter of a view that is no value', async () => {
  @Entity()
  class Item {
    @PrimaryColumn() id: number;
  }
  @ViewEntity({
    name: 'bad_view',
    expression: (source) =>
      source
        .createQueryBuilder()
        .select('i.id')
        .from(Item, 'i')
        .where('i.id = :id', { id: Symbol('x') }),
  })
  class BadView {}
  expect(await refusal([Item, BadView])).toMatchObject({ facts: { entity: 'BadView', property: 'expression' } });
});

test('a data source without entities', async () => {
  const globs = ['/no/such/folder/*.entity.ts'];
  await expect(
    readModel(new DataSource({ type: 'postgres', entities: globs }), { defaultSchema: 'public' }),
  ).rejects.toMatchObject({ code: 'NO_ENTITIES', facts: { 'matched nothing': globs } });
  await expect(readModel(new DataSource({ type: 'postgres' }), { defaultSchema: 'public' })).rejects.toMatchObject({
    code: 'NO_ENTITIES',
  });
});

test('a data source of another database', async () => {
  const options: DataSourceOptions = { type: 'postgres' };
  const source = new DataSource(options);
  Object.assign(source, { options: { ...options, type: 'cockroachdb' } });
  await expect(readModel(source, { defaultSchema: 'public' })).rejects.toMatchObject({ code: 'NOT_POSTGRES' });
});

test('a table name with dots, where TypeORM writes to another table than it reads', async () => {
  @Entity({ schema: 'billing', name: 'old.invoices' })
  class Invoice {
    @PrimaryColumn() id: number;
  }
  @Entity('a.b.c')
  class Deep {
    @PrimaryColumn() id: number;
  }
  for (const entity of [Invoice, Deep]) {
    const error = await refusal([entity]);
    expect(error).toMatchObject({ code: 'MODEL_UNREADABLE', facts: { entity: entity.name } });
    expect(error.hint).toContain("@Entity({ schema: 'billing', name: 'invoices' })");
  }
});
