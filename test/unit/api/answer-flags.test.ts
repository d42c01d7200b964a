import { AnswerUnknownError } from '../../../src/errors/answers';
import { readAnswers } from '../../../src/api/answer-flags';
import { NO_ANSWERS } from '../../../src/api/answers';
import { EMPTY_SCHEMA } from '../../../src/schema/empty';
import { objectKey, objectName } from '../../../src/schema/names';
import { column, name, SCHEMA, table } from '../../support/schema-builders';

const current = {
  ...EMPTY_SCHEMA,
  enums: [{ ...name('status'), derivedName: false, labels: ['new', 'paid'], comment: null }],
  tables: [
    table('persons', [column('name', 'text'), column('odd.name', 'text')]),
    { ...table('invoices', [column('id', 'integer')]), schema: 'billing' },
  ],
};

const model = { ...EMPTY_SCHEMA, tables: [{ ...table('persons', []), schema: 'hr' }] };

const declared = { schema: model, ignored: [], origins: new Map(), warnings: [], entityCount: 1 };

const read = (answers: Partial<typeof NO_ANSWERS>) =>
  readAnswers({ ...NO_ANSWERS, ...answers }, current, { model: declared, hints: null }, SCHEMA);

test('renames of columns, tables and labels, from the outside in; names are looked up, not split', () => {
  const renames = ['persons.name:full_name', 'persons.odd.name:even', 'billing.invoices:bills', 'status.paid:settled'];
  expect(read({ renames }).renames).toMatchObject([
    { kind: 'table', table: { schema: 'billing', name: 'invoices' }, to: 'bills' },
    { kind: 'column', table: { name: 'persons' }, name: 'name', to: 'full_name' },
    { kind: 'column', name: 'odd.name', to: 'even' },
    { kind: 'enumValue', value: 'paid', to: 'settled' },
  ]);
});

test('a table that the model has in another schema is moved there', () => {
  expect(read({ renames: ['persons:hr.persons'] }).renames).toEqual([
    { kind: 'table', table: { schema: SCHEMA, name: 'persons' }, to: 'persons', toSchema: 'hr' },
  ]);
  expect(read({ renames: ['persons:hr.people'] }).renames).toMatchObject([{ to: 'hr.people' }]);
});

test('drops and keeps, with the schema or without', () => {
  const { drops } = read({ drops: ['persons.name'], keeps: ['billing.invoices', `${SCHEMA}.persons`] });
  expect([...drops.allowed]).toEqual([objectKey(objectName('column', SCHEMA, 'name', 'persons'))]);
  expect(drops.kept.size).toBe(2);
});

test.each([{ renames: ['persons.nam:x'] }, { renames: ['persons'] }, { drops: ['person'] }, { keeps: ['invoices'] }])(
  '%j answers nothing',
  (answers) => {
    expect(() => read(answers)).toThrow(AnswerUnknownError);
  },
);
