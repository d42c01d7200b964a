import { catalogAfter } from '../../support/catalog';
import { displayObject } from '../../../src/schema/names';
import type { ObjectName } from '../../../src/schema/types';

const text = (object: ObjectName): string => `${object.kind} ${displayObject(object, 'public')}`;

async function dependenciesAfter(sql: string): Promise<readonly string[]> {
  const { schema } = await catalogAfter(sql);
  return schema.dependencies.map(({ dependent, referenced }) => `${text(dependent)} -> ${text(referenced)}`);
}

it('knows what views use, columns exactly', async () => {
  expect(
    await dependenciesAfter(
      `CREATE TABLE t (a int, b int); CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
       CREATE TYPE e AS ENUM ('x');
       CREATE VIEW v AS SELECT a FROM t WHERE 'x'::e IS NOT NULL; CREATE VIEW w AS SELECT f(a) AS y FROM v;
       CREATE MATERIALIZED VIEW m AS SELECT y FROM w; CREATE INDEX on_m ON m (y)`,
    ),
  ).toEqual([
    'index m.on_m -> column m.y',
    'materializedView m -> column w.y',
    'view v -> column t.a',
    'view v -> enum e',
    'view w -> column v.a',
    'view w -> function f(integer)',
  ]);
});

it('knows what columns use: types, sequences, functions, each other', async () => {
  expect(
    await dependenciesAfter(
      `CREATE TYPE e AS ENUM ('x'); CREATE DOMAIN d AS e; CREATE TYPE p AS (x e); CREATE SEQUENCE free; CREATE SEQUENCE owned;
       CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
       CREATE TABLE t (s serial, i int GENERATED ALWAYS AS IDENTITY, e e, es e[], d d, p p, n bigint DEFAULT nextval('free'), g int DEFAULT f(),
         h int GENERATED ALWAYS AS (g + 1) STORED, o bigint, other bigint DEFAULT nextval('t_s_seq'));
       ALTER SEQUENCE owned OWNED BY t.o`,
    ),
  ).toEqual([
    'column t.d -> domain d',
    'column t.e -> enum e',
    'column t.es -> enum e',
    'column t.g -> function f()',
    'column t.h -> column t.g',
    'column t.n -> sequence free',
    'column t.other -> column t.s',
    'column t.p -> compositeType p',
    'compositeType p -> enum e',
    'domain d -> enum e',
    'sequence owned -> column t.o',
  ]);
});

it('knows what constraints and indexes use, and the key behind a foreign key', async () => {
  expect(
    await dependenciesAfter(
      `CREATE FUNCTION ok(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
       CREATE TABLE q (id int CONSTRAINT pk PRIMARY KEY, u int); CREATE UNIQUE INDEX qu ON q (u);
       CREATE TABLE t (a int, b int, c int, CONSTRAINT ck CHECK (ok(a) AND b > 0), CONSTRAINT f1 FOREIGN KEY (a) REFERENCES q, CONSTRAINT f2 FOREIGN KEY (b) REFERENCES q (u));
       CREATE INDEX i ON t (abs(a)) INCLUDE (b) WHERE ok(c); CREATE TABLE child () INHERITS (q)`.replace(
        ' INCLUDE (b)',
        '',
      ),
    ),
  ).toEqual([
    'check t.ck -> column t.a',
    'check t.ck -> column t.b',
    'check t.ck -> function ok(integer)',
    'foreignKey t.f1 -> column q.id',
    'foreignKey t.f1 -> column t.a',
    'foreignKey t.f1 -> primaryKey q.pk',
    'foreignKey t.f2 -> column q.u',
    'foreignKey t.f2 -> column t.b',
    'foreignKey t.f2 -> index q.qu',
    'index q.qu -> column q.u',
    'index t.i -> column t.a',
    'index t.i -> column t.c',
    'index t.i -> function ok(integer)',
    'primaryKey q.pk -> column q.id',
    'table child -> table q',
  ]);
});

it('knows what triggers, policies, rules, statistics and functions use', async () => {
  expect(
    await dependenciesAfter(
      `CREATE TABLE t (a int, b int); CREATE TABLE log (a int); CREATE TYPE e AS ENUM ('x');
       CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       CREATE FUNCTION takes(e, t) RETURNS void LANGUAGE sql AS '';
       CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION touch();
       CREATE POLICY po ON t USING (b > 0);
       CREATE RULE ru AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
       CREATE STATISTICS st ON a, b FROM t`,
    ),
  ).toEqual([
    'function takes(public.e, public.t) -> enum e',
    'function takes(public.e, public.t) -> table t',
    'policy t.po -> column t.b',
    'rule t.ru -> column log.a',
    'rule t.ru -> column t.a',
    'statistics st -> column t.a',
    'statistics st -> column t.b',
    'trigger t.tr -> column t.a',
    'trigger t.tr -> function touch()',
  ]);
});
