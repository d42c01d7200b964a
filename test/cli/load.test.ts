/** Projects of every shape, loaded by the built package in a Node of its own. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildPackage, runNode, type BuiltPackage } from '../support/built-package';

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
}, 60_000);
afterAll(() => built.remove());

/** The versions of Node to try, besides the one that runs the tests. */
const NODES = (process.env['TEST_NODES'] ?? '').split(',').filter((node) => node !== '');

/** Loads the data source of a project and tells its columns, or the error. */
async function load(
  files: Readonly<Record<string, string>>,
  options: { node?: string; args?: readonly string[]; prepare?: (cwd: string) => void } = {},
) {
  const cwd = built.project(files);
  options.prepare?.(cwd);
  const ran = await runNode(
    `const { loadConfig } = require(${JSON.stringify(built.dist('config.js'))});
     const { loadDataSource } = require(${JSON.stringify(built.dist('load/data-source.js'))});
     const { mkdirSync } = require('node:fs');
     loadConfig().then(loadDataSource).then(async ({ dataSource, file, loadedFrom, stale }) => {
       dataSource.setOptions({ subscribers: [], migrations: [] });
       await dataSource.buildMetadatas();
       const columns = {};
       for (const entity of dataSource.entityMetadatas)
         for (const column of entity.columns)
           columns[entity.name + '.' + column.propertyName] = typeof column.type === 'function' ? column.type.name : column.type;
       return { columns, file: file && require('node:path').relative(process.cwd(), file), loadedFrom, stale, initialized: dataSource.isInitialized };
     }).catch((error) => ({ error: { ...error, message: error.message, stack: error.stack } }))
       .then((result) => console.log('RESULT' + JSON.stringify(result)));`,
    { cwd, ...options },
  );
  const line = /^RESULT(.*)$/m.exec(ran.stdout)?.[1];
  return {
    ...ran,
    cwd,
    result: (line === undefined ? null : JSON.parse(line)) as Record<string, unknown> | null,
  };
}

const TSCONFIG = { compilerOptions: { experimentalDecorators: true, emitDecoratorMetadata: true } };
const tsconfig = (options: object = {}) =>
  JSON.stringify({ compilerOptions: { ...TSCONFIG.compilerOptions, ...options } });

const USER = (post: string, type: string, typeImport = '') => `
import 'reflect-metadata';
import { Column, CreateDateColumn, Entity, OneToMany, PrimaryGeneratedColumn${typeImport} } from 'typeorm';
import { Post } from '${post}';
export enum Role { Admin, Reader }
export enum Mood { Good = 'good', Bad = 'bad' }
@Entity()
export class User {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
  @Column() active: boolean;
  @Column() role: Role;
  @Column() mood: Mood;
  @CreateDateColumn() created: Date;
  @OneToMany(() => Post, (post) => post.user) posts: ${type === 'bare' ? 'Post[]' : 'Relation<Post[]>'};
}`;
const POST = (user: string, type: string, typeImport = '') => `
import { Column, Entity, ManyToOne, PrimaryGeneratedColumn${typeImport} } from 'typeorm';
import { User } from '${user}';
@Entity()
export class Post {
  @PrimaryGeneratedColumn() id: number;
  @Column() title: string;
  @ManyToOne(() => User, (user) => user.posts) user: ${type === 'bare' ? 'User' : 'Relation<User>'};
}`;
const SOURCE = (imports: string, entities: string, rest = '') => `
import { DataSource } from 'typeorm';
${imports}
export const AppDataSource = new DataSource({ type: 'postgres', host: 'nowhere.invalid', entities: ${entities} });
${rest}`;

const COLUMNS = {
  'User.id': 'Number',
  'User.name': 'String',
  'User.active': 'Boolean',
  'User.role': 'Number',
  'User.mood': 'String',
  'Post.id': 'Number',
  'Post.title': 'String',
};

const RELATION = ', type Relation';
const SHAPE_OF_TYPES = (from: string) => `
import { Column, Entity, PrimaryGeneratedColumn, Relation } from 'typeorm';
import { Point } from 'only-types';
import Standard, { Money as Amount, type Plain } from '${from}';
import * as all from '${from}';
@Entity()
export class Place {
  @PrimaryGeneratedColumn() id: number;
  @Column('point') at: Point;
  @Column('int') money: Amount;
  @Column('int') standard: Standard;
  @Column('int') plain: Plain;
  @Column('int') all: all.Money;
  @Column() kind: all.Kind;
  relation: Relation<Place>;
}`;
const TYPES =
  'export interface Money { a: number }\nexport enum Kind { A = "a" }\nexport interface Plain {}\ninterface Standard {}\nexport default Standard;';
const PLACES = { 'Place.at': 'point', 'Place.money': 'int', 'Place.all': 'int', 'Place.kind': 'String' };
const ONLY_TYPES: Readonly<Record<string, Record<string, string>>> = {
  CommonJS: {
    'package.json': '{}',
    'data-source.ts': SOURCE("import { Place } from './place';", '[Place]'),
    'place.ts': SHAPE_OF_TYPES('./types'),
    'types.ts': TYPES,
  },
  ESM: {
    'package.json': '{"type":"module"}',
    'data-source.ts': SOURCE("import { Place } from './place.js';", '[Place]'),
    'place.ts': SHAPE_OF_TYPES('./types.js'),
    'types.ts': TYPES,
  },
};

const SHAPES: Readonly<Record<string, Record<string, string>>> = {
  'CommonJS, circular, bare types, list': {
    'package.json': '{}',
    'tsconfig.json': tsconfig(),
    'src/data-source.ts': SOURCE("import { User } from './user'; import { Post } from './post';", '[User, Post]'),
    'src/user.ts': USER('./post', 'bare'),
    'src/post.ts': POST('./user', 'bare'),
  },
  'CommonJS, Relation<>, glob': {
    'package.json': '{}',
    'tsconfig.json': tsconfig(),
    'data-source.ts': SOURCE('', "[__dirname + '/entities/*.ts']"),
    'entities/user.ts': USER('./post', 'relation', ', Relation'),
    'entities/post.ts': POST('./user', 'relation', ', Relation'),
  },
  'CommonJS, paths': {
    'package.json': '{}',
    'tsconfig.json': `{ // with a comment\n "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"], } } }`,
    'src/data-source.ts': SOURCE("import { User } from '@app/user'; import { Post } from '@app/post';", '[User, Post]'),
    'src/user.ts': USER('@app/post', 'bare'),
    'src/post.ts': POST('@app/user', 'bare'),
  },
  'ESM, circular, Relation<>, list': {
    'package.json': '{"type":"module"}',
    'tsconfig.json': tsconfig({ module: 'node20' }),
    'src/data-source.ts': SOURCE("import { User } from './user.js'; import { Post } from './post.js';", '[User, Post]'),
    'src/user.ts': USER('./post.js', 'relation', RELATION),
    'src/post.ts': POST('./user.js', 'relation', RELATION),
  },
  'ESM, circular, bare types, paths': {
    'package.json': '{"type":"module"}',
    'tsconfig.json': tsconfig({ module: 'node20', paths: { '#app/*': ['./nowhere/*'], '~/*': ['./src/*'] } }),
    'src/data-source.ts': SOURCE("import { User } from '~/user'; import { Post } from '~/post.js';", '[User, Post]'),
    'src/user.ts': USER('~/post', 'bare'),
    'src/post.ts': POST('./user', 'bare'),
  },
  'ESM, Relation<> imported like a value, glob, waiting for a connection': {
    'package.json': '{"type":"module"}',
    'tsconfig.json': tsconfig({ module: 'node20' }),
    'data-source.ts': SOURCE(
      '',
      "[import.meta.dirname + '/entities/*.ts']",
      'await AppDataSource.initialize(); await AppDataSource.runMigrations();',
    ),
    'entities/user.ts': USER('./post.js', 'relation', ', Relation'),
    'entities/post.ts': POST('./user.js', 'relation', ', Relation'),
  },
};

describe.each(Object.entries(SHAPES))('%s', (_name, files) => {
  test.each([process.execPath, ...NODES])('%s', async (node) => {
    const { result, stderr } = await load(files, { node });
    expect({ result, stderr }).toMatchObject({
      result: { columns: COLUMNS, initialized: false, loadedFrom: 'source' },
    });
    expect(stderr).toBe('');
  });
});

describe.each(Object.entries(ONLY_TYPES))('imports of types alone, %s', (_name, files) => {
  test.each([process.execPath, ...NODES])('%s', async (node) => {
    const { result, stderr } = await load(files, { node });
    expect({ result, stderr }).toMatchObject({ result: { columns: PLACES }, stderr: '' });
  });
});

const JS_ENTITY = `new EntitySchema({ name: 'User', columns: { id: { type: 'int', primary: true } } })`;
test.each([
  [
    'CommonJS',
    {
      'package.json': '{}',
      'data-source.js': `const { DataSource, EntitySchema } = require('typeorm'); module.exports = new DataSource({ type: 'postgres', entities: [${JS_ENTITY}] });`,
    },
  ],
  [
    'ESM',
    {
      'package.json': '{"type":"module"}',
      'src/data-source.js': `import { DataSource, EntitySchema } from 'typeorm'; export default new DataSource({ type: 'postgres', entities: [${JS_ENTITY}] });`,
    },
  ],
  [
    '.mjs in a CommonJS package',
    {
      'package.json': '{}',
      'data-source.mjs': `import { DataSource, EntitySchema } from 'typeorm'; export default new DataSource({ type: 'postgres', entities: [${JS_ENTITY}] });`,
    },
  ],
  [
    'a promise',
    {
      'package.json': '{}',
      'data-source.js': `const { DataSource, EntitySchema } = require('typeorm'); const make = async () => { const made = new DataSource({ type: 'postgres', entities: [${JS_ENTITY}] }); await made.initialize(); return made; }; exports.AppDataSource = make();`,
    },
  ],
  [
    'a function in the configuration',
    {
      'package.json': '{}',
      'stillhead.config.js': `const { DataSource, EntitySchema } = require('typeorm'); module.exports = { dataSource: async () => { const made = new DataSource({ type: 'postgres', entities: [${JS_ENTITY}] }); await made.initialize(); return made; } };`,
    },
  ],
  [
    'globs in the configuration',
    {
      'package.json': '{}',
      'stillhead.config.json': '{ "entities": "entities/*.ts" }',
      'entities/user.ts': `import { Entity, PrimaryColumn } from 'typeorm'; @Entity() export class User { @PrimaryColumn('int') id: number; }`,
    },
  ],
  [
    'a TypeScript configuration, and two names for one',
    {
      'package.json': '{}',
      'stillhead.config.ts': `const path: string = 'db/orm.ts'; export default { dataSource: path };`,
      'db/orm.ts': `import { DataSource, EntitySchema } from 'typeorm'; export const AppDataSource = new DataSource({ type: 'postgres', entities: [${JS_ENTITY}] }); export default AppDataSource;`,
    },
  ],
])('JavaScript and more: %s', async (_name, files) => {
  const { result, stderr } = await load(files);
  expect({ result, stderr }).toMatchObject({
    result: { columns: { 'User.id': 'int' }, initialized: false },
    stderr: '',
  });
});

test('what would happen behind a connection does not', async () => {
  const { result, stdout, code } = await load({
    'package.json': '{}',
    'data-source.ts': `import { DataSource } from 'typeorm';
      export const AppDataSource = new DataSource({ type: 'postgres', url: 'postgres://nowhere.invalid/x', synchronize: true, dropSchema: true });
      AppDataSource.initialize().then(() => AppDataSource.runMigrations()).then(() => console.log('BEHIND')).catch(() => process.exit(7));
      void AppDataSource.dropDatabase();`,
  });
  expect({ result, code }).toMatchObject({ result: { columns: {}, initialized: false }, code: 0 });
  expect(stdout).not.toContain('BEHIND');
});

test('a build older than its sources says so', async () => {
  const files = {
    'package.json': '{}',
    'dist/data-source.js': `module.exports = new (require('typeorm').DataSource)({ type: 'postgres' });`,
  };
  expect((await load(files)).result).toMatchObject({ loadedFrom: 'build', stale: null });
  const { result } = await load(
    { ...files, 'src/user.ts': '' },
    { prepare: (cwd) => fs.utimesSync(path.join(cwd, 'dist/data-source.js'), 1, 1) },
  );
  expect(result).toMatchObject({
    loadedFrom: 'build',
    stale: { build: 'dist', sources: 'src', newestSource: 'src/user.ts' },
  });
});

test("a tool of the user's is used as it is", async () => {
  const { result } = await load(
    {
      'package.json': '{}',
      'hook.js': `require('node:module')._extensions['.ts'] = (module) => module._compile("exports.marked = new (require('typeorm').DataSource)({ type: 'postgres' })", module.filename);`,
      'data-source.ts': 'not TypeScript at all',
    },
    { args: ['--require', './hook.js'] },
  );
  expect(result).toMatchObject({ columns: {} });
});

const FAULTS: readonly (readonly [string, Record<string, string>, object])[] = [
  ['none found', {}, { code: 'DATA_SOURCE_MISSING', hint: 'stillhead init, or name the file with -d PATH' }],
  [
    'named, but missing',
    { 'stillhead.config.json': '{"dataSource":"src/orm.ts"}' },
    { code: 'DATA_SOURCE_MISSING', message: 'there is no file src/orm.ts' },
  ],
  [
    'no DataSource',
    { 'data-source.ts': 'export const answer = 42;' },
    { code: 'DATA_SOURCE_EXPORTS', message: 'data-source.ts exports no DataSource', facts: { exports: ['answer'] } },
  ],
  [
    'two',
    { 'data-source.ts': SOURCE('', '[]', `export const Other = new DataSource({ type: 'postgres' });`) },
    { code: 'DATA_SOURCE_EXPORTS', message: 'data-source.ts exports 2 DataSources: AppDataSource, Other' },
  ],
  [
    'throws',
    { 'data-source.ts': 'type Unused = { a: 1 };\n\nthrow new Error("no good");\nexport {};' },
    {
      code: 'DATA_SOURCE_THROWS',
      message: 'data-source.ts cannot be loaded: no good',
      facts: { at: 'data-source.ts:3:7' },
    },
  ],
  [
    'throws in what it imports',
    { 'data-source.ts': "import './entity';", 'entity.ts': 'interface A {}\nconst a: any = null;\na.b();' },
    { code: 'DATA_SOURCE_THROWS', facts: { at: 'entity.ts:3:3' } },
  ],
  [
    'throws as an ES module',
    {
      'package.json': '{"type":"module"}',
      'data-source.ts': 'interface A {}\n\nthrow new Error("no good");\nexport {};',
    },
    { code: 'DATA_SOURCE_THROWS', facts: { at: 'data-source.ts:3:7' } },
  ],
  [
    'a syntax error',
    { 'data-source.ts': 'export const a = 1;\nexport const = 2;' },
    {
      code: 'DATA_SOURCE_THROWS',
      facts: { at: 'data-source.ts:2' },
      message: expect.stringMatching(/syntax error/),
    },
  ],
  [
    'a syntax error in JavaScript',
    { 'data-source.js': 'exports.a = 1;\nconst = 2;' },
    { code: 'DATA_SOURCE_THROWS', facts: { at: 'data-source.js:2' } },
  ],
  [
    'a missing package',
    { 'data-source.ts': "\nimport x from 'not-installed/deep';\nexport default x;" },
    {
      code: 'DATA_SOURCE_THROWS',
      facts: { at: 'data-source.ts:2' },
      hint: 'npm install not-installed, or check paths in tsconfig.json',
    },
  ],
  [
    'a missing file, ES module',
    { 'package.json': '{"type":"module"}', 'data-source.ts': "import './entity.js';\nexport {};" },
    { code: 'DATA_SOURCE_THROWS', facts: { at: 'data-source.ts:1' }, message: expect.stringContaining('entity.js') },
  ],
  [
    'a faulty configuration',
    {
      'stillhead.config.js':
        "module.exports = { datasource: 'x', embedded: { directori: 'postgres://u:geheim@h' }, retries: -1 };",
    },
    {
      code: 'CONFIG_INVALID',
      facts: {
        problems: [
          'datasource: is not known; did you mean dataSource?',
          'embedded.directori: is not known; did you mean directory?',
          'retries: must be a whole number of at least 0, not -1',
        ],
      },
    },
  ],
];

test.each(FAULTS)('fault: %s', async (_name, files, expected) => {
  const { result } = await load({ 'package.json': '{}', ...files });
  expect(result).toMatchObject({ error: expected });
});
