import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vm from 'node:vm';
import * as fc from 'fast-check';
import { Sql } from '../../../src/operations/call';
import type { Operation } from '../../../src/operations/operation';
import { bodySource } from '../../../src/render/body';
import { callSource, commentText, stringSource, valueSource } from '../../../src/render/literals';
import { renderRevision, TemplateError } from '../../../src/render/revision';
import { parseRevision } from '../../../src/revisions/read';
import { column, name, SCHEMA, type } from '../../support/schema-builders';

/** The value of a piece of source. */
function evaluated(source: string, op: unknown = {}): unknown {
  return vm.runInNewContext(`(${source})`, { op });
}

test('a string is itself again, whatever is in it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => evaluated(stringSource(text)) === text));
});

test('SQL in a template literal is itself again', () => {
  const op = { sql: (strings: TemplateStringsArray) => strings[0] };
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => evaluated(valueSource(new Sql(text)), op) === text));
});

test('keys that are no names, and __proto__, stay keys', () => {
  const value = { a: 1, 'b-c': [true, null], ['__proto__']: 'x' };
  expect(evaluated(valueSource(value))).toEqual(value);
});

test('a call', () => {
  expect(callSource({ verb: 'dropColumn', args: ['persons', "nick'name"] })).toBe(
    `op.dropColumn('persons', 'nick\\'name')`,
  );
});

test('a comment can neither be ended nor get lines', () => {
  expect(commentText('a */ b\n  c')).not.toMatch(/\*\/|\n/);
});

const template = (file: string): string => fs.readFileSync(path.resolve(__dirname, '../../../templates', file), 'utf8');
const operation: Operation = { kind: 'addColumn', table: name('persons'), column: column('age', 'integer') };
const input = {
  template: template('revision.ts.ejs'),
  message: 'add age */ import("fs")\nnow',
  revision: 'a1b2c3d4e5f6',
  downRevision: null,
  created: new Date('2026-11-20T10:30:00Z'),
  head: [{ label: 'LOSES DATA', text: 'x */ y' }],
  upgrade: { operations: [operation], findings: [] },
  downgrade: { operations: [], findings: [] },
  defaultSchema: SCHEMA,
  proof: null,
};

test.each(['revision.ts.ejs', 'revision.mjs.ejs', 'revision.cjs.ejs'])(
  '%s: its head reads back, its comment holds',
  (file) => {
    const text = renderRevision({ ...input, template: template(file) });
    expect(parseRevision(`20261120_x.${file.split('.')[1]}`, text)).toMatchObject({
      id: 'a1b2c3d4e5f6',
      downRevisions: [],
      created: '2026-11-20T10:30:00Z',
    });
    expect(text.slice(0, text.indexOf('revision =')).match(/\*\//g)).toHaveLength(1);
    expect(text).toContain(`await op.addColumn('persons', { name: 'age', type: 'integer' });`);
  },
);

test('the same input gives the same text', () => {
  expect(renderRevision(input)).toBe(renderRevision({ ...input }));
});

test('a template that prints nothing where something is meant is refused', () => {
  expect(() => renderRevision({ ...input, template: '<%= downRevision %>' })).toThrow(TemplateError);
  expect(() => renderRevision({ ...input, template: '<%= nothingOfThisName %>' })).toThrow(TemplateError);
  expect(() => renderRevision({ ...input, template: '<% if { %>' })).toThrow(TemplateError);
});

test('where a zone is assumed, the file says which', () => {
  const operation = (using: string | null): Operation => ({
    kind: 'alterColumn',
    table: name('t'),
    name: 'at',
    changes: { type: { from: type('timestamp'), to: type('timestamptz'), using } },
  });
  const body = (using: string | null): string => bodySource({ operations: [operation(using)], findings: [] }, SCHEMA);
  expect(body(`"at" AT TIME ZONE 'UTC'`)).toMatch(
    /^\/\/ between the two types the zone is taken to be UTC: .*AT TIME ZONE/,
  );
  expect(body(`"at" AT TIME ZONE 'Europe/Berlin'`)).not.toContain('//');
  expect(body(null)).not.toContain('//');
});

test('a new label that something follows is said to be committed by itself, once for several', () => {
  const label = (value: string): Operation => ({ kind: 'addEnumValue', enum: name('mood'), value, position: null });
  const told = (operations: readonly Operation[]) =>
    bodySource({ operations, findings: [] }, SCHEMA)
      .split('\n')
      .map((line) => (line.startsWith('// committed before what follows, and kept if that fails') ? 'told' : line));
  const [a, b] = [`await op.addEnumValue('mood', 'a');`, `await op.addEnumValue('mood', 'b');`];
  expect(told([label('a')])).toEqual([a]);
  expect(told([label('a'), label('b'), operation])).toEqual(['told', a, b, '', expect.stringContaining('addColumn')]);
});
