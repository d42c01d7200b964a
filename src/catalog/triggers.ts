/** What hangs on a table besides its columns, constraints and indexes: triggers, rules, policies and extended statistics. */
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { OtherObject } from '../schema/types';
import type { Comments } from './comments';
import { commentStatement, other } from './other-object';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';

/** A trigger or a rule: PostgreSQL prints both whole, and both can be switched. */
export interface TriggerRow {
  readonly oid: number;
  readonly kind: 'trigger' | 'rule';
  readonly nspname: string;
  readonly relname: string;
  readonly name: string;
  /** `O` as made, `D` disabled, `R` replica, `A` always. */
  readonly enabled: string;
  readonly definition: string;
  readonly owner: string;
}

/** Left out: triggers behind foreign keys, triggers that a partition has from its parent, and the rules that make a view a view. */
export const TRIGGERS = catalogQuery<TriggerRow>(
  (scope) => `SELECT t.oid, 'trigger' AS kind, n.nspname, c.relname, t.tgname AS name, t.tgenabled AS enabled,
      pg_get_triggerdef(t.oid) AS definition, pg_get_userbyid(c.relowner) AS owner
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgparentid = 0
      AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_trigger', 't.oid')} AND ${notOfExtension('pg_class', 'c.oid')}
    UNION ALL
    SELECT r.oid, 'rule', n.nspname, c.relname, r.rulename, r.ev_enabled, pg_get_ruledef(r.oid), pg_get_userbyid(c.relowner)
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN'
      AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_rewrite', 'r.oid')} AND ${notOfExtension('pg_class', 'c.oid')}`,
);

export function toTriggers(rows: readonly TriggerRow[], comments: Comments): readonly OtherObject[] {
  return rows.map((row) => {
    const catalog = row.kind === 'trigger' ? 'pg_trigger' : 'pg_rewrite';
    const word = row.kind.toUpperCase();
    const table = quoteName({ schema: row.nspname, name: row.relname });
    const statements = [
      row.definition.trim().replace(/;$/, ''),
      commentStatement(word, `${quoteIdentifier(row.name)} ON ${table}`, comments(catalog, row.oid)),
      switched(word, table, row),
    ];
    return other({ kind: row.kind, schema: row.nspname, name: row.name, table: row.relname }, statements, row.owner);
  });
}

const SWITCHES: Readonly<Record<string, string>> = { D: 'DISABLE', R: 'ENABLE REPLICA', A: 'ENABLE ALWAYS' };

function switched(word: string, table: string, row: TriggerRow): string | null {
  const change = SWITCHES[row.enabled];
  return change === undefined ? null : `ALTER TABLE ${table} ${change} ${word} ${quoteIdentifier(row.name)}`;
}

export interface PolicyRow {
  readonly oid: number;
  readonly nspname: string;
  readonly relname: string;
  readonly polname: string;
  readonly polpermissive: boolean;
  readonly polcmd: string;
  /** `null` among them is PUBLIC. */
  readonly polroles: readonly (string | null)[];
  readonly polqual: string | null;
  readonly polwithcheck: string | null;
  readonly owner: string;
}

export const POLICIES = catalogQuery<PolicyRow>(
  (scope) => `SELECT p.oid, n.nspname, c.relname, p.polname, p.polpermissive, p.polcmd,
      (SELECT json_agg(CASE WHEN r = 0 THEN NULL ELSE pg_get_userbyid(r) END ORDER BY pg_get_userbyid(r)) FROM unnest(p.polroles) r)
        AS polroles,
      pg_get_expr(p.polqual, p.polrelid) AS polqual, pg_get_expr(p.polwithcheck, p.polrelid) AS polwithcheck,
      pg_get_userbyid(c.relowner) AS owner
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_policy', 'p.oid')} AND ${notOfExtension('pg_class', 'c.oid')}`,
);

const COMMANDS: Readonly<Record<string, string>> = {
  '*': 'ALL',
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
};

export function toPolicies(rows: readonly PolicyRow[], comments: Comments): readonly OtherObject[] {
  return rows.map((row) => {
    const on = `${quoteIdentifier(row.polname)} ON ${quoteName({ schema: row.nspname, name: row.relname })}`;
    const clauses = [
      `CREATE POLICY ${on} AS ${row.polpermissive ? 'PERMISSIVE' : 'RESTRICTIVE'} FOR ${COMMANDS[row.polcmd] ?? 'ALL'}`,
      `TO ${row.polroles.map((role) => (role === null ? 'PUBLIC' : quoteIdentifier(role))).join(', ')}`,
      row.polqual === null ? null : `USING (${row.polqual})`,
      row.polwithcheck === null ? null : `WITH CHECK (${row.polwithcheck})`,
    ];
    return other(
      { kind: 'policy', schema: row.nspname, name: row.polname, table: row.relname },
      [
        clauses.filter((clause) => clause !== null).join(' '),
        commentStatement('POLICY', on, comments('pg_policy', row.oid)),
      ],
      row.owner,
    );
  });
}

export interface StatisticsRow {
  readonly oid: number;
  readonly nspname: string;
  readonly stxname: string;
  readonly pg_get_statisticsobjdef: string;
  readonly owner: string;
}

export const STATISTICS = catalogQuery<StatisticsRow>(
  (scope) => `SELECT s.oid, n.nspname, s.stxname, pg_get_statisticsobjdef(s.oid), pg_get_userbyid(s.stxowner) AS owner
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
    WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_statistic_ext', 's.oid')}`,
);

export function toStatistics(rows: readonly StatisticsRow[], comments: Comments): readonly OtherObject[] {
  return rows.map((row) => {
    const name = { schema: row.nspname, name: row.stxname };
    const comment = commentStatement('STATISTICS', quoteName(name), comments('pg_statistic_ext', row.oid));
    return {
      ...other({ kind: 'statistics', ...name }, [row.pg_get_statisticsobjdef, comment], row.owner),
      made: { create: row.pg_get_statisticsobjdef, comment: comments('pg_statistic_ext', row.oid) },
    };
  });
}
