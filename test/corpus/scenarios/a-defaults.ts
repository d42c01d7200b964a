/** A model that did not change must be silent: defaults, as people write them and as PostgreSQL keeps them. */
import { k, t, type Scenarios } from '../../support/scenario';

export const scenarios: Scenarios = {
  A05: { title: 'CURRENT_TIMESTAMP', synchronized: k({ type: 'timestamp', default: () => 'CURRENT_TIMESTAMP' }) },
  A06: {
    title: 'CURRENT_TIMESTAMP(3)',
    synchronized: k({ type: 'timestamptz', precision: 3, default: () => 'CURRENT_TIMESTAMP(3)' }),
  },
  A07: {
    title: 'now() and an interval',
    synchronized: k({ type: 'timestamptz', default: () => "now() + interval '1 day'" }),
  },
  A08: { title: 'now()', synchronized: k({ type: 'timestamptz', default: () => 'now()' }) },
  A09: { title: 'a cast in a function', synchronized: k({ type: 'text', default: () => "('now'::text)::date" }) },
  A10: { title: 'upper-case NOW()', synchronized: k({ type: 'timestamp', default: () => 'NOW()' }) },
  A11: {
    title: 'LOCALTIMESTAMP and CURRENT_DATE',
    synchronized: t({
      k: { type: 'timestamp', default: () => 'LOCALTIMESTAMP' },
      d: { type: 'date', default: () => 'CURRENT_DATE' },
    }),
  },
  A12: { title: 'jsonb as a string', synchronized: k({ type: 'jsonb', default: '{"a": 1, "b": [1,2]}' }) },
  A13: { title: 'jsonb as an object', synchronized: k({ type: 'jsonb', default: { b: 1, a: [1, 2] } }) },
  A14: { title: 'jsonb as a function', synchronized: k({ type: 'jsonb', default: () => `'{"z":  1}'` }) },
  A15: { title: 'json with an apostrophe', model: k({ type: 'json', default: { say: "it's" } }) },
  A16: { title: 'a boolean as a string', synchronized: k({ type: 'boolean', default: 'false' }) },
  A17: {
    title: 'now() as a string, which PostgreSQL freezes',
    synchronized: k({ type: 'timestamp', default: 'now()' }),
    warnings: [
      /^FROZEN_DEFAULT: .*say default: \(\) => 'now\(\)'/,
      /^FROZEN_DEFAULT: the default 'now\(\)' was frozen/,
    ],
  },
  A18: { title: 'an array element with a space', model: k({ type: 'text', array: true, default: ['a b', 'c', ''] }) },
  A19: { title: 'ARRAY[]::text[]', synchronized: k({ type: 'text', array: true, default: () => 'ARRAY[]::text[]' }) },
  A20: { title: "the empty array, as '{}'", synchronized: k({ type: 'text', array: true, default: '{}' }) },
  A21: { title: 'an apostrophe', model: k({ type: 'varchar', default: "it's" }) },
  A22: { title: 'a backslash and a line break', model: k({ type: 'text', default: 'a\\b\nc' }) },
  A23: { title: ':: inside a literal', synchronized: k({ type: 'varchar', default: 'a::b' }) },
  A24: { title: 'the empty string', synchronized: k({ type: 'varchar', default: '' }) },
  A25: { title: 'gen_random_uuid()', synchronized: k({ type: 'uuid', default: () => 'gen_random_uuid()' }) },
  A26: {
    title: 'uuid_generate_v4() by hand',
    first: 'CREATE EXTENSION "uuid-ossp"',
    synchronized: k({ type: 'uuid', default: () => 'uuid_generate_v4()' }),
  },
  A27: { title: 'a generated uuid', synchronized: k({ type: 'uuid', generated: 'uuid' }) },
  A28: { title: 'a fraction as a number', synchronized: k({ type: 'numeric', default: 0.5 }) },
  A29: {
    title: 'a negative number',
    synchronized: t({
      k: { type: 'int', default: -1 },
      n: { type: 'numeric', precision: 6, scale: 2, default: -1.5 },
      b: { type: 'bigint', default: -5 },
    }),
  },
  A30: { title: 'null as a function', synchronized: k({ type: 'varchar', nullable: true, default: () => 'null' }) },
  A31: {
    title: 'a number as a string',
    synchronized: t({
      k: { type: 'int', default: '7' },
      n: { type: 'numeric', precision: 5, scale: 2, default: '7.50' },
    }),
  },
  A63: {
    title: 'a float',
    synchronized: t({
      k: { type: 'float', default: 1.5 },
      r: { type: 'real', default: 0.1 },
      e: { type: 'float', default: 1e21 },
    }),
  },
  A64: {
    title: 'a date and a time as text',
    synchronized: t({
      d: { type: 'date', default: '2020-01-01' },
      w: { type: 'time', default: '10:00' },
      z: { type: 'timestamptz', default: '2020-01-01T00:00:00Z' },
    }),
  },
  A65: { title: 'an interval as text', synchronized: t({ k: { type: 'interval', default: '90 minutes' } }) },
  A66: {
    title: 'a bit string',
    synchronized: t({ k: { type: 'bit', length: 3, default: '101' }, v: { type: 'varbit', default: '1' } }),
  },
  A67: {
    title: 'addresses and geometry',
    synchronized: t({
      i: { type: 'inet', default: '10.0.0.1' },
      c: { type: 'cidr', default: '10.0.0.0/8' },
      p: { type: 'point', default: '(1,2)' },
    }),
  },
  A68: { title: 'a range', synchronized: k({ type: 'int4range', default: '[1,10]' }) },
  A74: { title: 'a default with spaces around', synchronized: k({ type: 'varchar', default: ' a ' }) },
  A75: { title: 'lower(…) of a literal', synchronized: k({ type: 'text', default: () => "LOWER('ABC')" }) },
  A76: { title: 'string concatenation', synchronized: k({ type: 'text', default: () => "'a' || 'b'" }) },
  A77: { title: 'arithmetic', synchronized: k({ type: 'int', default: () => '1 + 2 * 3' }) },
  A78: { title: 'random()', synchronized: k({ type: 'float', default: () => '(random() * 100)' }) },
  A79: {
    title: 'a cast of a function',
    synchronized: k({ type: 'bigint', default: () => 'extract(epoch from now())::bigint' }),
  },
  A80: {
    title: 'CURRENT_TIMESTAMP and an interval',
    synchronized: k({ type: 'timestamptz', default: () => "CURRENT_TIMESTAMP + INTERVAL '1 day'" }),
  },
  A81: {
    title: "timezone('utc', now())",
    synchronized: k({ type: 'timestamp', default: () => "timezone('utc', now())" }),
  },
  A82: {
    title: "now() at time zone 'utc'",
    synchronized: k({ type: 'timestamp', default: () => "(now() at time zone 'utc')" }),
  },
  A83: {
    title: 'a literal with a cast',
    synchronized: k({ type: 'varchar', default: () => "'x'::character varying" }),
  },
  A84: { title: 'a cast of another type', synchronized: k({ type: 'text', default: () => "'1'::int::text" }) },
  A85: { title: 'a CASE', synchronized: k({ type: 'int', default: () => 'case when true then 1 else 2 end' }) },
  A86: { title: 'an array of numbers', synchronized: k({ type: 'int', array: true, default: [1, 2, 3] }) },
  A87: { title: "ARRAY['a','b']", synchronized: k({ type: 'varchar', array: true, default: () => "ARRAY['a','b']" }) },
  A88: {
    title: 'coalesce and to_char',
    synchronized: k({ type: 'text', default: () => "coalesce(to_char(now(), 'YYYY'), '')" }),
  },
  A89: {
    title: "nextval of a sequence of one's own",
    first: 'CREATE SEQUENCE numbers',
    synchronized: k({ type: 'int', default: () => "nextval('numbers')" }),
    unmanaged: ['sequence numbers'],
  },
  A90: {
    title: 'current_user and current_setting',
    synchronized: t({
      k: { type: 'text', default: () => 'current_user' },
      s: { type: 'text', default: () => "current_setting('TimeZone')" },
    }),
  },
  A91: {
    title: "a function of one's own",
    first: "CREATE FUNCTION my_id() RETURNS text LANGUAGE sql AS 'SELECT ''x''::text'",
    synchronized: k({ type: 'text', default: () => 'my_id()' }),
    unmanaged: ['function my_id()'],
  },
};
