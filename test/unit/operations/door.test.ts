/** `op` of a revision file: calls become operations, SQL is put together safely. */
import { CallError, Sql } from '../../../src/operations/call';
import { makeOperations } from '../../../src/operations/door';
import type { Operation } from '../../../src/operations/operation';
import { operationKinds } from '../../../src/operations/specs';
import type { Operations } from '../../../src/v1';

function recorder(): { readonly op: Operations; readonly taken: Operation[] } {
  const taken: Operation[] = [];
  const op = makeOperations((operation) => {
    taken.push(operation);
    return Promise.resolve();
  }, 'app');
  return { op, taken };
}

test('every kind of operation is a method', () => {
  const { op } = recorder();
  for (const kind of operationKinds) expect(typeof op[kind]).toBe('function');
});

test('a call becomes an operation, in the default schema unless another is named', async () => {
  const { op, taken } = recorder();
  await op.dropColumn('persons', 'nickname');
  await op.dropColumn({ schema: 'billing', name: 'invoices' }, 'note');
  await op.schema('billing').dropColumn('a.b', 'note');
  expect(taken).toEqual([
    { kind: 'dropColumn', table: { schema: 'app', name: 'persons' }, name: 'nickname', was: null },
    { kind: 'dropColumn', table: { schema: 'billing', name: 'invoices' }, name: 'note', was: null },
    { kind: 'dropColumn', table: { schema: 'billing', name: 'a.b' }, name: 'note', was: null },
  ]);
});

test('the sink is called while the call is made, and its promise is the call', async () => {
  let sites = 0;
  const op = makeOperations(() => {
    sites += 1;
    return Promise.reject(new Error('refused'));
  }, 'app');
  const call = op.irreversible('gone');
  expect(sites).toBe(1);
  await expect(call).rejects.toThrow('refused');
});

test('arguments that do not fit throw where the call stands, and reach nobody', () => {
  const { op, taken } = recorder();
  const wrong = op as unknown as Record<string, (...args: unknown[]) => Promise<void>>;
  expect(() => wrong['addColumn']?.('persons', { name: 'a', type: 'integer', defualt: 1 })).toThrow(CallError);
  expect(() => wrong['addColumn']?.('persons', { name: 'a', type: 'integer', defualt: 1 })).toThrow(
    /^op\.addColumn: column has no `defualt`; it knows `name`, `type`.*; did you mean `default`\?$/,
  );
  expect(() => wrong['createEnum']?.('e')).toThrow('op.createEnum: labels must be given');
  expect(() => wrong['createView']?.('v', { as: 'SELECT 1' })).toThrow('op.createView: view.as must be op.sql');
  expect(taken).toEqual([]);
});

describe('op.sql', () => {
  const { op } = recorder();

  test('values become literals, names identifiers', () => {
    const nasty = `it's \\ "; drop`;
    expect(
      op.sql`UPDATE ${op.name('we"ird')} SET a = ${nasty}, b = ${1.5}, c = ${true}, d = ${null}, e = ${10n}`.text,
    ).toBe(`UPDATE "we""ird" SET a = E'it''s \\\\ "; drop', b = 1.5, c = true, d = NULL, e = 10`);
    expect(op.sql`SELECT ${op.sql`now()`} FROM ${op.name({ schema: 'a', name: 'b' })}`.text).toBe(
      'SELECT now() FROM "a"."b"',
    );
    expect(op.sql`now()`).toBeInstanceOf(Sql);
  });

  test('a negative number makes no comment of the rest of the line', () => {
    expect(op.sql`SELECT 1 -${-1}, ${-2n}`.text).toBe('SELECT 1 -(-1), (-2)');
  });

  test('it is no function, and what JavaScript cannot read is not guessed', () => {
    expect(() => Reflect.apply(op.sql, undefined, ['now()']) as unknown).toThrow('op.sql stands before a template');
    expect(() => Reflect.apply(op.sql, undefined, [['now()']]) as unknown).toThrow('op.sql stands before a template');
    expect(() => Reflect.apply(op.sql, undefined, []) as unknown).toThrow('op.sql stands before a template');
    const unreadable = Object.assign([undefined], { raw: ['\\user'] });
    expect(() => Reflect.apply(op.sql, undefined, [unreadable]) as unknown).toThrow('a backslash before u');
    expect(() => op.sql`'\xDEAD'::bytea`).toThrow('op.sql: write \\\\x where \\x is meant');
    expect(() => Reflect.apply(op.schema, undefined, [undefined]) as unknown).toThrow(
      'op.schema: the name of a schema',
    );
  });

  test('what has no literal is refused', () => {
    expect(() => op.sql`${NaN}`).toThrow('op.sql: NaN has no literal in SQL');
    expect(() => op.sql`${undefined as unknown as string}`).toThrow('op.sql: undefined has no literal in SQL');
  });

  test('a backslash that JavaScript would drop is refused; one that is meant is kept', () => {
    expect(() => op.sql`a ~ '^\d+$'`).toThrow('op.sql: write \\\\d where \\d is meant');
    expect(op.sql`a ~ '^\\d+\`\${x}$'`.text).toBe("a ~ '^\\d+`${x}$'");
    expect(op.sql`a\n\tb`.text).toBe('a\n\tb');
  });
});
