import { readDeclarations, type EntityDeclaration } from '../../../src/api/entity-declarations';

const entities = (text: string): readonly EntityDeclaration[] => readDeclarations(text).entities;
const literal = (text: string) => ({ kind: 'literal', text });
const nothing = { kind: 'nothing' };

test('decorators with any arguments', () => {
  expect(entities(`@Entity() export class Person {}`)).toEqual([
    { entity: 'Person', table: nothing, schema: nothing, childOf: null },
  ]);
  expect(
    entities(`@Entity('persons')\n@Index(['a'], { unique: true })\nexport default abstract class Person {}`),
  ).toEqual([{ entity: 'Person', table: literal('persons'), schema: nothing, childOf: null }]);
  expect(
    entities(
      '@Entity({ orderBy: { name: \'ASC\' }, schema: "shop", name: `persons` }) class Person extends Base<X> {}',
    ),
  ).toEqual([{ entity: 'Person', table: literal('persons'), schema: literal('shop'), childOf: null }]);
  expect(entities(`@orm.Entity('persons', { schema: 'shop' }) class Person {}`)).toEqual([
    { entity: 'Person', table: literal('persons'), schema: literal('shop'), childOf: null },
  ]);
  expect(
    entities(`@ViewEntity({ expression: \`SELECT '\${1}' AS "name: 'x'"\`, name: 'v' }) class V {}`),
  ).toMatchObject([{ entity: 'V', table: literal('v') }]);
  expect(entities(`@ChildEntity('teacher') export class Teacher extends Person {}`)).toEqual([
    { entity: 'Teacher', table: nothing, schema: nothing, childOf: 'Person' },
  ]);
});

test('names that only running would tell', () => {
  const { entities: found, constants } = readDeclarations(
    "const TABLES = { person: 'persons' };\n@Entity({ name: TABLES.person }) class Person {}\n@Entity(`${PREFIX}_visits`) class Visit {}\n@Entity(prefixed('doses')) class Dose {}\n@Entity(options) class Other {}",
  );
  expect(found.map(({ entity, table }) => [entity, table])).toEqual([
    ['Person', { kind: 'expression', texts: [], names: ['TABLES', 'person'] }],
    ['Visit', { kind: 'expression', texts: ['_visits'], names: ['PREFIX', '_visits'] }],
    ['Dose', { kind: 'expression', texts: ['doses'], names: ['prefixed'] }],
    ['Other', { kind: 'expression', texts: [], names: ['options'] }],
  ]);
  expect(constants.get('person')).toEqual(['persons']);
});

test('EntitySchema', () => {
  expect(
    entities(`export const PersonSchema = new EntitySchema<Person>({
      columns: { name: { type: String, name: 'column_name' }, id: { primary: true } },
      name: 'Person', tableName: 'persons', schema: 'shop' });`),
  ).toEqual([{ entity: 'Person', table: literal('persons'), schema: literal('shop'), childOf: null }]);
  expect(entities(`new typeorm_1.EntitySchema({ target: Person, tableName: 'persons' })`)).toMatchObject([
    { entity: 'Person', table: literal('persons') },
  ]);
  expect(entities(`new EntitySchema({ name: 'Person' })`)).toMatchObject([{ entity: 'Person', table: nothing }]);
});

test('compiled JavaScript, and another name', () => {
  expect(
    entities(`let Person = class Person {};
      Person = __decorate([(0, typeorm_1.Entity)('persons'), (0, typeorm_1.Index)(['a'])], Person);`),
  ).toMatchObject([{ entity: 'Person', table: literal('persons') }]);
  expect(entities(`import { Entity as Table } from 'typeorm';\n@Table('persons') class Person {}`)).toMatchObject([
    { entity: 'Person', table: literal('persons') },
  ]);
});

test('comments, strings and other words do not count', () => {
  expect(
    entities(`
      // @Entity('a') class A {}
      /* @Entity('b') class B {} */
      const text = "@Entity('c') class C {}";
      const template = \`@Entity('d') class D {} \${"@Entity('e') class E {}"}\`;
      import { Entity } from 'typeorm';
      function Entity(name) { return name; }
      const entity: Entity = find(EntitySchema);
      @Injectable() class Service {}
    `),
  ).toEqual([]);
});

test('what cannot be cut into tokens is passed over', () => {
  expect(entities(`if (x) /it's/.test(y);\n@Entity('persons') class Person {}`)).toMatchObject([{ entity: 'Person' }]);
});

test.each([
  ['open decorators', '@Entity('],
  ['decorators of nothing', '@Entity() '],
  ['type arguments', 'new EntitySchema<'],
  ['objects', '@Entity({ name: '],
  ['quotes', "'\n"],
  ['templates', '`${'],
])(
  'time is linear in the text: %s',
  (_name, piece) => {
    const text = piece.repeat(Math.ceil(300_000 / piece.length));
    const start = process.cpuUsage();
    readDeclarations(text);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
  },
  60_000,
);
