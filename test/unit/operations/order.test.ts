/** The order of operations: what must come before what, and how it reads where nothing forces it. */
import { OperationCycleError } from '../../../src/errors/operations';
import type { Operation } from '../../../src/operations/operation';
import { order } from '../../../src/operations/order';
import {
  addColumn,
  addEnumValue,
  createConstraint,
  createIndex,
  createTable,
  createView,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropTable,
  dropView,
  fk,
  on,
  ordered,
  renameTable,
  retype,
  sequence,
} from '../../support/operation-builders';
import { column, enumType, index, name, primaryKey, SCHEMA, table, unique, view } from '../../support/schema-builders';

const id = column('id', 'integer', { notNull: true });
const withKey = (of: string, ...columns: readonly string[]) =>
  table(of, [id, ...columns.map((each) => column(each, 'integer'))], { primaryKey: primaryKey(`PK_${of}`, ['id']) });

describe('inheritance', () => {
  const measured = (statistics: number | null) => column('c', 'text', statistics === null ? {} : { statistics });
  const beneath = (own: string, above: string, statistics: number | null) => ({
    ...table(own, [{ ...measured(statistics), inherited: true as const }]),
    inherits: [name(above)],
  });
  const store = (of: string, from: number | null, to: number | null): Operation => ({
    kind: 'setColumnStorage',
    table: name(of),
    name: 'c',
    storage: { from: from === null ? {} : { statistics: from }, to: to === null ? {} : { statistics: to } },
  });
  const tables = [table('z', [measured(500)]), beneath('m', 'z', null), beneath('a', 'm', null)];
  const inOrder = (operations: readonly Operation[]): readonly string[] =>
    order(operations, { dependencies: [], defaultSchema: SCHEMA, tables }).map((each) =>
      'table' in each && each.table !== null ? `${each.kind} ${each.table.name}` : each.kind,
    );

  test('how a column is stored is said of those beneath after it was said of those above', () => {
    expect(inOrder([store('a', 7, null), store('z', null, 500), store('m', 9, null)])).toEqual([
      'setColumnStorage z',
      'setColumnStorage m',
      'setColumnStorage a',
    ]);
  });

  test('a default of its own comes after that of the table above', () => {
    const fill = (of: string, to: string): Operation => ({
      kind: 'alterColumn',
      table: name(of),
      name: 'c',
      changes: { default: { from: null, to } },
    });
    expect(inOrder([fill('a', "'own'"), fill('z', "'all'")])).toEqual(['alterColumn z', 'alterColumn a']);
  });

  test('a table beneath is made afterwards too', () => {
    expect(inOrder([createTable(beneath('a', 'm', null)), store('z', null, 500)])).toEqual([
      'setColumnStorage z',
      'createTable a',
    ]);
  });
});

describe('tables and foreign keys', () => {
  test('mutual foreign keys come after both tables', () => {
    const [a, b] = [withKey('a', 'b_id'), withKey('b', 'a_id')];
    expect(
      ordered([
        createConstraint('a', fk('a', 'b')),
        createTable(b),
        createConstraint('b', fk('b', 'a')),
        createTable(a),
      ]),
    ).toEqual(['createTable a', 'createTable b', 'createForeignKey a FK_a_b', 'createForeignKey b FK_b_a']);
  });

  test('a self-reference is no cycle', () => {
    const a = withKey('a', 'a_id');
    expect(ordered([createConstraint('a', fk('a', 'a')), createTable(a)])).toEqual([
      'createTable a',
      'createForeignKey a FK_a_a',
    ]);
    expect(ordered([dropTable({ ...a, foreignKeys: [fk('a', 'a')] })])).toEqual(['dropTable a']);
  });

  test('a table goes after those that point at it', () => {
    const parent = withKey('a_parent');
    const child = { ...withKey('z_child', 'a_parent_id'), foreignKeys: [fk('z_child', 'a_parent')] };
    expect(ordered([dropTable(parent), dropTable(child)])).toEqual(['dropTable z_child', 'dropTable a_parent']);
  });

  test('a table goes after the foreign key of a child that stays', () => {
    expect(ordered([dropTable(withKey('parent')), dropConstraint('child', fk('child', 'parent'))])).toEqual([
      'dropConstraint child FK_child_parent',
      'dropTable parent',
    ]);
  });

  test('a key is swapped under a foreign key', () => {
    const key = { ...fk('child', 'parent') };
    expect(
      ordered([
        createConstraint('child', key),
        createConstraint('parent', unique('UQ', ['id'])),
        dropConstraint('parent', primaryKey('PK', ['id'])),
        dropConstraint('child', key),
      ]),
    ).toEqual([
      'dropConstraint child FK_child_parent',
      'dropConstraint parent PK',
      'createUniqueConstraint parent UQ',
      'createForeignKey child FK_child_parent',
    ]);
  });

  test('a foreign key waits for a unique index, whatever the order of its columns', () => {
    const key = {
      ...fk('child', 'parent'),
      columns: ['x', 'y'],
      references: { table: name('parent'), columns: ['b', 'a'] },
    };
    expect(
      ordered([createConstraint('child', key), createIndex('parent', index('IDX', ['a', 'b'], { unique: true }))]),
    ).toEqual(['createIndex parent IDX', 'createForeignKey child FK_child_parent']);
  });

  test('a key column grows under a foreign key that is taken down and put back', () => {
    const key = fk('child', 'parent');
    expect(
      ordered([
        createConstraint('child', key),
        retype('child', 'parent_id'),
        retype('parent', 'id'),
        dropConstraint('child', key),
      ]),
    ).toEqual([
      'dropConstraint child FK_child_parent',
      'alterColumn child parent_id',
      'alterColumn parent id',
      'createForeignKey child FK_child_parent',
    ]);
  });
});

describe('names', () => {
  test('a name is given up before another kind of object takes it', () => {
    expect(ordered([createTable(withKey('a')), dropView(view('a', 'SELECT 1'))])).toEqual([
      'dropView a',
      'createTable a',
    ]);
    expect(
      ordered([createIndex('t', index('UQ', ['c'], { unique: true })), dropConstraint('t', unique('UQ', ['c']))]),
    ).toEqual(['dropConstraint t UQ', 'createIndex t UQ']);
    const old = table('old', [id], { primaryKey: primaryKey('PK', ['id']) });
    expect(ordered([createTable({ ...old, name: 'a_new' }), dropTable(old)])).toEqual([
      'dropTable old',
      'createTable a_new',
    ]);
  });

  test('an index is dropped before one of its name is created', () => {
    expect(ordered([createIndex('t', index('I', ['a'])), dropIndex('t', index('I', ['b']))])).toEqual([
      'dropIndex t I',
      'createIndex t I',
    ]);
  });

  test('a chain of renames starts at its end', () => {
    expect(ordered([renameTable('a', 'b'), renameTable('b', 'c')])).toEqual(['renameTable b c', 'renameTable a b']);
  });

  test('swapped names take a detour', () => {
    expect(ordered([renameTable('b', 'a'), renameTable('a', 'b')])).toEqual([
      'renameTable a a_stillhead_swap',
      'renameTable b a',
      'renameTable a_stillhead_swap b',
    ]);
    const column3 = (from: string, to: string): Operation => ({
      kind: 'renameColumn',
      table: name('t'),
      name: from,
      to,
    });
    expect(
      order([column3('a', 'b'), column3('b', 'c'), column3('c', 'a')], { dependencies: [], defaultSchema: SCHEMA }),
    ).toEqual([
      column3('a', 'a_stillhead_swap'),
      column3('c', 'a'),
      column3('b', 'c'),
      column3('a_stillhead_swap', 'b'),
    ]);
  });

  test('names swapped between a table and a view, indexes, constraints, enums and labels', () => {
    const swap = (one: Operation, other: Operation): number =>
      order([one, other], { dependencies: [], defaultSchema: SCHEMA }).length;
    expect(swap(renameTable('a', 'b'), { kind: 'renameView', view: name('b'), materialized: false, to: 'a' })).toBe(3);
    expect(
      swap(
        { kind: 'renameIndex', table: name('t'), name: 'a', to: 'b' },
        { kind: 'renameIndex', table: name('u'), name: 'b', to: 'a' },
      ),
    ).toBe(3);
    expect(
      swap(
        { kind: 'renameConstraint', table: name('t'), name: 'a', to: 'b', constraintKind: 'check' },
        { kind: 'renameConstraint', table: name('t'), name: 'b', to: 'a', constraintKind: 'foreignKey' },
      ),
    ).toBe(3);
    expect(
      swap(
        { kind: 'renameConstraint', table: name('t'), name: 'a', to: 'b', constraintKind: 'check' },
        { kind: 'renameConstraint', table: name('u'), name: 'b', to: 'a', constraintKind: 'check' },
      ),
    ).toBe(2);
    expect(
      swap({ kind: 'renameEnum', enum: name('a'), to: 'b' }, { kind: 'renameEnum', enum: name('b'), to: 'a' }),
    ).toBe(3);
    expect(
      swap(
        { kind: 'renameEnumValue', enum: name('e'), value: 'a', to: 'b' },
        { kind: 'renameEnumValue', enum: name('e'), value: 'b', to: 'a' },
      ),
    ).toBe(3);
  });

  test('what is done to a renamed table is done under its new name', () => {
    expect(
      ordered([addColumn('b', 'x'), renameTable('a', 'b'), dropColumn('b', 'y'), dropIndex('b', index('I', ['y']))]),
    ).toEqual(['renameTable a b', 'dropIndex b I', 'addColumn b x', 'dropColumn b y']);
  });
});

describe('views', () => {
  const [v, w, x] = [view('v', 'SELECT * FROM w'), view('w', 'SELECT * FROM x'), view('x', 'SELECT c FROM t')];
  const chain = [on('view:v', 'column:w.c'), on('view:w', 'view:x'), on('view:x', 'column:t.c')];

  test('a chain of views is made from its foot and dropped from its head', () => {
    expect(ordered([v, w, x].map(createView), chain)).toEqual(['createView x', 'createView w', 'createView v']);
    expect(ordered([x, w, v].map(dropView), chain)).toEqual(['dropView v', 'dropView w', 'dropView x']);
  });

  test('a column changes between the fall and the rise of its views', () => {
    expect(ordered([...[v, w, x].map(createView), retype('t', 'c'), ...[v, w, x].map(dropView)], chain)).toEqual([
      'dropView v',
      'dropView w',
      'dropView x',
      'alterColumn t c',
      'createView x',
      'createView w',
      'createView v',
    ]);
  });

  test('two views change places, and the dependencies of both sides come in one list', () => {
    const [before, after] = [view('v', 'SELECT 1 FROM w'), view('v', 'SELECT 1 FROM t')];
    const [base, top] = [view('w', 'SELECT 1 FROM t'), view('w', 'SELECT 1 FROM v')];
    expect(
      ordered(
        [createView(after), dropView(before), createView(top), dropView(base)],
        [on('view:v', 'view:w'), on('view:w', 'view:v')],
      ),
    ).toEqual(['dropView v', 'dropView w', 'createView v', 'createView w']);
  });

  test('a view lets go of a column before it is dropped, and a replaced one too', () => {
    expect(ordered([dropColumn('t', 'c'), dropView(x)], chain)).toEqual(['dropView x', 'dropColumn t c']);
    const replaced: Operation = {
      kind: 'replaceView',
      view: { from: view('x', 'SELECT a, c FROM t'), to: view('x', 'SELECT a FROM u') },
    };
    expect(ordered([dropColumn('t', 'c'), replaced], [on('view:x', 'column:t.c')])).toEqual([
      'replaceView x',
      'dropColumn t c',
    ]);
  });

  test('a view waits for a column that it gains, and its table is dropped after it', () => {
    const replaced: Operation = {
      kind: 'replaceView',
      view: { from: view('x', 'SELECT a FROM t'), to: view('x', 'SELECT a, c FROM t') },
    };
    expect(ordered([replaced, addColumn('t', 'c')], chain)).toEqual(['addColumn t c', 'replaceView x']);
    expect(ordered([dropTable(table('t', [column('c', 'integer')])), dropView(x)], chain)).toEqual([
      'dropView x',
      'dropTable t',
    ]);
  });

  test('the indexes of a materialized view come after it', () => {
    const m = view('m', 'SELECT c FROM t', { materialized: true });
    expect(ordered([createIndex('m', index('I', ['c'])), createView(m)])).toEqual(['createView m', 'createIndex m I']);
  });
});

describe('columns, types and sequences', () => {
  test('a column goes after the index and the constraint on it', () => {
    expect(
      ordered([
        dropColumn('t', 'c'),
        dropIndex('t', index('I', ['c'])),
        dropConstraint('t', unique('U', ['c'])),
        createIndex('t', index('J', ['d'])),
        addColumn('t', 'd'),
      ]),
    ).toEqual(['dropConstraint t U', 'dropIndex t I', 'addColumn t d', 'createIndex t J', 'dropColumn t c']);
  });

  test('an enum of two schemas is made first and dropped last', () => {
    const far = { ...table('z', [column('s', 'app.status')]), schema: 'billing' };
    const near = table('a', [column('s', 'app.status')]);
    const status = enumType('status', ['a']);
    const namespace = { name: 'billing', comment: null };
    expect(
      ordered([
        createTable(far),
        { kind: 'createEnum', enum: status },
        createTable(near),
        { kind: 'createSchema', namespace },
      ]),
    ).toEqual(['createSchema billing', 'createEnum status', 'createTable a', 'createTable z']);
    expect(
      ordered([
        { kind: 'dropEnum', enum: name('status'), was: status },
        { kind: 'dropSchema', name: 'billing', was: namespace },
        dropTable(far),
        dropTable(near),
      ]),
    ).toEqual(['dropTable a', 'dropTable z', 'dropEnum status', 'dropSchema billing']);
  });

  test('new labels come first of all, each after the label beside which it stands', () => {
    expect(
      ordered([
        addColumn('t', 's', 'app.status'),
        addEnumValue('status', 'b', { after: 'c' }),
        addEnumValue('status', 'c', { before: 'd' }),
        { kind: 'createSchema', namespace: { name: 'x', comment: null } },
        { kind: 'renameEnum', enum: name('old_status'), to: 'status' },
        { kind: 'renameEnumValue', enum: name('status'), value: 'e', to: 'd' },
      ]),
    ).toEqual([
      'renameEnum old_status status',
      'renameEnumValue status e',
      'addEnumValue status c',
      'addEnumValue status b',
      'createSchema x',
      'addColumn t s',
    ]);
  });

  test('an enum is swapped after the columns that go or leave it, and before those that join it', () => {
    const swap: Operation = {
      kind: 'replaceEnum',
      enum: name('status'),
      labels: { from: ['a', 'b'], to: ['a'] },
      mapping: {},
      users: [{ table: name('t'), column: 'stays', array: false, default: null }],
    };
    const change = (of: string, from: string, to: string): Operation => ({
      kind: 'alterColumn',
      table: name('t'),
      name: of,
      changes: { type: { from: column('', from).type, to: column('', to).type, using: null } },
    });
    expect(
      ordered([
        change('leaves', 'app.status', 'text'),
        dropColumn('t', 'goes', 'app.status'),
        swap,
        change('joins', 'text', 'app.status'),
      ]),
    ).toEqual(['alterColumn t leaves', 'dropColumn t goes', 'replaceEnum status', 'alterColumn t joins']);
  });

  test('a sequence that its own drawer owns is owned last, and disowned first', () => {
    const drawn = column('n', 'text', { default: `('N'::text || nextval('app.s'::regclass))` });
    const of = sequence('s', { ownedBy: { table: name('t'), column: 'n' } });
    const t = table('t', [drawn]);
    expect(ordered([{ kind: 'createSequence', sequence: of }, createTable(t)])).toEqual([
      'createSequence s',
      'createTable t',
      'alterSequence s',
    ]);
    expect(ordered([{ kind: 'dropSequence', sequence: name('s'), was: of }, dropTable(t)])).toEqual([
      'alterSequence s',
      'dropTable t',
      'dropSequence s',
    ]);
  });

  test('a column that is dropped and added again stays together', () => {
    expect(ordered([addColumn('t', 'c'), createIndex('t', index('I', ['c'])), dropColumn('t', 'c')])).toEqual([
      'dropColumn t c',
      'addColumn t c',
      'createIndex t I',
    ]);
  });
});

test('it reads by table', () => {
  expect(
    ordered([
      createIndex('b', index('I', ['x'])),
      addColumn('a', 'y'),
      addColumn('b', 'x'),
      createTable(withKey('new')),
      createIndex('new', index('N', ['id'])),
      createConstraint('a', fk('a', 'new')),
      dropColumn('a', 'z'),
      dropTable(withKey('c')),
    ]),
  ).toEqual([
    'createTable new',
    'createIndex new N',
    'addColumn a y',
    'createForeignKey a FK_a_new',
    'addColumn b x',
    'createIndex b I',
    'dropColumn a z',
    'dropTable c',
  ]);
});

test('a true cycle is an error that names the circle', () => {
  const move = (from: string, to: string): Operation => ({ kind: 'moveTable', table: name('t', from), toSchema: to });
  const attempt = (): unknown => order([move('a', 'b'), move('b', 'a')], { dependencies: [], defaultSchema: 'a' });
  expect(attempt).toThrow(OperationCycleError);
  expect(attempt).toThrow(
    "moved table 't' to schema 'b' → moved table 'b.t' to schema 'a' → moved table 't' to schema 'b'",
  );
});
