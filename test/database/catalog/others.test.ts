import { createDatabase, serverMajor } from '../../support/database';
import { sessionOn } from '../../support/session';
import { catalogAfter } from '../../support/catalog';
import { readCatalog } from '../../../src/catalog/read';
import type { OtherObject } from '../../../src/schema/types';

const TABLES = `CREATE TABLE t (id int, owner name, at date)`;

const OTHERS = `
  CREATE FUNCTION area(a numeric, b numeric DEFAULT 1) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT a * b';
  COMMENT ON FUNCTION area(numeric, numeric) IS 'it''s area';
  CREATE FUNCTION area(a int) RETURNS int LANGUAGE sql AS $$ SELECT a $$;
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
  CREATE PROCEDURE tidy(INOUT n int) LANGUAGE plpgsql AS $$ BEGIN n := 1; END $$;
  CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', COMBINEFUNC = int4pl, PARALLEL = SAFE);
  CREATE AGGREGATE every_row(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
  CREATE TRIGGER "tou""ch" BEFORE UPDATE OF id ON t FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION touch();
  COMMENT ON TRIGGER "tou""ch" ON t IS 'touched';
  ALTER TABLE t DISABLE TRIGGER "tou""ch";
  CREATE RULE quiet AS ON DELETE TO t DO INSTEAD NOTHING;
  CREATE POLICY own ON t AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (owner = current_user) WITH CHECK (id > 0);
  CREATE DOMAIN email AS varchar(320) COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT at CHECK (VALUE LIKE '%@%') CONSTRAINT b CHECK (length(VALUE) > 3);
  COMMENT ON DOMAIN email IS 'mail';
  CREATE TYPE pair AS (a int, "B" text COLLATE "C");
  CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
  CREATE COLLATION plain (provider = libc, locale = 'C');
  CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, COMMUTATOR = ===, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
  CREATE STATISTICS stat (dependencies) ON id, at FROM t;
  CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple, STOPWORDS = english);
  CREATE TEXT SEARCH CONFIGURATION conf (COPY = simple);
  CREATE PUBLICATION pub FOR TABLE t WITH (publish = 'insert, update');
  CREATE EVENT TRIGGER watched ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION watch();`;

const label = ({ kind, table, name }: OtherObject): string => `${kind} ${table === null ? '' : `${table}.`}${name}`;

it('names each and keeps its whole definition', async () => {
  const { schema } = await catalogAfter(`${TABLES}; ${OTHERS}`);
  const definitions = Object.fromEntries(schema.others.map((object) => [label(object), object.definition]));
  expect(Object.keys(definitions).sort()).toEqual([
    'aggregate every_row()',
    'aggregate total(integer)',
    'collation plain',
    'compositeType pair',
    'domain email',
    'eventTrigger watched',
    'function area(integer)',
    'function area(numeric, numeric)',
    'function touch()',
    'function watch()',
    'operator ===(integer, integer)',
    'policy t.own',
    'procedure tidy(integer)',
    'publication pub',
    'rangeType span',
    'rule t.quiet',
    'statistics stat',
    'textSearch conf',
    'textSearch dict',
    'trigger t.tou"ch',
  ]);
  expect(definitions['trigger t.tou"ch']).toBe(
    `CREATE TRIGGER "tou""ch" BEFORE UPDATE OF id ON public.t FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION public.touch();\n` +
      `COMMENT ON TRIGGER "tou""ch" ON "public"."t" IS 'touched';\n` +
      `ALTER TABLE "public"."t" DISABLE TRIGGER "tou""ch"`,
  );
  expect(definitions['policy t.own']).toBe(
    `CREATE POLICY "own" ON "public"."t" AS RESTRICTIVE FOR UPDATE TO PUBLIC USING ((owner = CURRENT_USER)) WITH CHECK ((id > 0))`,
  );
  expect(definitions['compositeType pair']).toBe(
    `CREATE TYPE "public"."pair" AS ("a" integer, "B" text COLLATE "pg_catalog"."C")`,
  );
  expect(schema.others.every((object) => object.owner === 'postgres')).toBe(true);
});

it('has definitions that make the same objects again', async () => {
  const first = await catalogAfter(`${TABLES}; ${OTHERS}`);
  const others = inOrder(first.schema.others);
  const database = await createDatabase({ sql: TABLES });
  const session = await sessionOn(database);
  try {
    for (const object of others) {
      await session.script(object.definition).catch((error: unknown) => {
        throw new Error(`${object.definition}: ${String(error)}`);
      });
    }
    const second = await readCatalog(session);
    expect(second.schema.others).toEqual(first.schema.others);
  } finally {
    await session.close();
    await database.drop();
  }
});

/** Whatever others build on comes first. */
function inOrder(others: readonly OtherObject[]): readonly OtherObject[] {
  const late = ['aggregate', 'trigger', 'policy', 'rule', 'eventTrigger'];
  return [...others].sort((one, other) => late.indexOf(one.kind) - late.indexOf(other.kind));
}

if (serverMajor() >= 15) {
  it('reads publications of columns, rows and schemas', async () => {
    const { schema } = await catalogAfter(
      `CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE SCHEMA s;
       CREATE PUBLICATION p FOR TABLE t (id, b) WHERE (id > 5), TABLES IN SCHEMA s`.replace('(id, b) ', ''),
    );
    expect(schema.others.map((object) => object.definition)).toEqual([
      `CREATE PUBLICATION "p" FOR TABLE ONLY "public"."t" WHERE ((id > 5)), TABLES IN SCHEMA "s" WITH (publish = 'insert, update, delete, truncate')`,
    ]);
  });
}
