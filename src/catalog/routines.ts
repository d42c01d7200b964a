/**
 * Functions, procedures and aggregates. Their name is followed by the types of their arguments, since the name alone does not
 * tell them apart: `area(numeric, numeric)`.
 */
import { quoteLiteral, quoteName } from '../schema/quote';
import type { OtherObject } from '../schema/types';
import type { Comments } from './comments';
import { commentStatement, other } from './other-object';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';

export interface RoutineRow {
  readonly oid: number;
  readonly nspname: string;
  readonly proname: string;
  /** `f` function, `w` window function, `p` procedure, `a` aggregate. */
  readonly prokind: 'f' | 'w' | 'p' | 'a';
  /** The types of the arguments: `integer, text`. */
  readonly oidvectortypes: string;
  readonly pg_get_function_identity_arguments: string;
  readonly pg_get_functiondef: string | null;
  readonly aggregate: AggregateFacts | null;
  readonly owner: string;
}

/** Of `pg_aggregate`; functions and types as SQL prints them, `-` for no function. */
interface AggregateFacts {
  readonly aggkind: 'n' | 'o' | 'h';
  readonly aggtransfn: string;
  readonly aggtranstype: string;
  readonly aggtransspace: number;
  readonly aggfinalfn: string;
  readonly aggfinalextra: boolean;
  readonly aggfinalmodify: string;
  readonly aggcombinefn: string;
  readonly aggserialfn: string;
  readonly aggdeserialfn: string;
  readonly agginitval: string | null;
  readonly aggmtransfn: string;
  readonly aggminvtransfn: string;
  readonly aggmtranstype: string;
  readonly aggmtransspace: number;
  readonly aggmfinalfn: string;
  readonly aggmfinalextra: boolean;
  readonly aggminitval: string | null;
  readonly aggsortop: string | null;
  readonly proparallel: string;
}

export const ROUTINES = catalogQuery<RoutineRow>(
  (scope) => `SELECT p.oid, n.nspname, p.proname, p.prokind, oidvectortypes(p.proargtypes),
      pg_get_function_identity_arguments(p.oid), CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS pg_get_functiondef,
      CASE WHEN p.prokind = 'a' THEN (SELECT json_build_object('aggkind', a.aggkind, 'aggtransfn', a.aggtransfn::regproc::text,
        'aggtranstype', format_type(a.aggtranstype, NULL), 'aggtransspace', a.aggtransspace,
        'aggfinalfn', a.aggfinalfn::regproc::text, 'aggfinalextra', a.aggfinalextra, 'aggfinalmodify', a.aggfinalmodify,
        'aggcombinefn', a.aggcombinefn::regproc::text, 'aggserialfn', a.aggserialfn::regproc::text,
        'aggdeserialfn', a.aggdeserialfn::regproc::text, 'agginitval', a.agginitval, 'aggmtransfn', a.aggmtransfn::regproc::text,
        'aggminvtransfn', a.aggminvtransfn::regproc::text, 'aggmtranstype', format_type(a.aggmtranstype, NULL),
        'aggmtransspace', a.aggmtransspace, 'aggmfinalfn', a.aggmfinalfn::regproc::text, 'aggmfinalextra', a.aggmfinalextra,
        'aggminitval', a.aggminitval, 'proparallel', p.proparallel,
        'aggsortop', (SELECT format('OPERATOR(%I.%s)', sn.nspname, o.oprname)
          FROM pg_operator o JOIN pg_namespace sn ON sn.oid = o.oprnamespace WHERE o.oid = a.aggsortop))
        FROM pg_aggregate a WHERE a.aggfnoid = p.oid) END AS aggregate,
      pg_get_userbyid(p.proowner) AS owner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${schemaIsVisible(scope)} AND ${notOfExtension('pg_proc', 'p.oid')} AND ${notOfType('p.oid')}`,
);

/** The condition that a function was not made together with a type: a range type has constructors of its own. */
export function notOfType(oid: string): string {
  return `${oid} NOT IN (SELECT i.objid FROM pg_depend i
    WHERE i.refclassid = 'pg_type'::regclass AND i.deptype = 'i' AND i.classid = 'pg_proc'::regclass)`;
}

export function toRoutines(rows: readonly RoutineRow[], comments: Comments): readonly OtherObject[] {
  return rows.map((row) => {
    const kind = ROUTINE_KINDS[row.prokind];
    const made =
      row.aggregate === null ? (row.pg_get_functiondef ?? '').trimEnd() : aggregateDefinition(row, row.aggregate);
    const comment = commentStatement(kind.toUpperCase(), signature(row), comments('pg_proc', row.oid));
    return other({ kind, schema: row.nspname, name: routineName(row) }, [made, comment], row.owner);
  });
}

/** `area(numeric, numeric)`. */
export function routineName(row: Pick<RoutineRow, 'proname' | 'oidvectortypes'>): string {
  return `${row.proname}(${row.oidvectortypes})`;
}

export const ROUTINE_KINDS = { f: 'function', w: 'function', p: 'procedure', a: 'aggregate' } as const;

/** As SQL names it: an aggregate without arguments is `count(*)`. */
function signature(row: RoutineRow): string {
  const list = row.pg_get_function_identity_arguments;
  return `${quoteName({ schema: row.nspname, name: row.proname })}(${list === '' && row.prokind === 'a' ? '*' : list})`;
}

const MODIFY: Readonly<Record<string, string>> = { s: 'SHAREABLE', w: 'READ_WRITE' };
const PARALLEL: Readonly<Record<string, string>> = { s: 'SAFE', r: 'RESTRICTED' };

function aggregateDefinition(row: RoutineRow, facts: AggregateFacts): string {
  const moving = facts.aggmtransfn !== '-';
  const options = [
    option('SFUNC', facts.aggtransfn),
    option('STYPE', facts.aggtranstype),
    facts.aggtransspace > 0 ? option('SSPACE', String(facts.aggtransspace)) : null,
    option('FINALFUNC', facts.aggfinalfn),
    facts.aggfinalextra ? 'FINALFUNC_EXTRA' : null,
    option('FINALFUNC_MODIFY', MODIFY[facts.aggfinalmodify] ?? '-'),
    option('COMBINEFUNC', facts.aggcombinefn),
    option('SERIALFUNC', facts.aggserialfn),
    option('DESERIALFUNC', facts.aggdeserialfn),
    facts.agginitval === null ? null : option('INITCOND', quoteLiteral(facts.agginitval)),
    option('MSFUNC', facts.aggmtransfn),
    option('MINVFUNC', facts.aggminvtransfn),
    moving ? option('MSTYPE', facts.aggmtranstype) : null,
    moving && facts.aggmtransspace > 0 ? option('MSSPACE', String(facts.aggmtransspace)) : null,
    option('MFINALFUNC', facts.aggmfinalfn),
    facts.aggmfinalextra ? 'MFINALFUNC_EXTRA' : null,
    facts.aggminitval === null ? null : option('MINITCOND', quoteLiteral(facts.aggminitval)),
    facts.aggsortop === null ? null : option('SORTOP', facts.aggsortop),
    option('PARALLEL', PARALLEL[facts.proparallel] ?? '-'),
    facts.aggkind === 'h' ? 'HYPOTHETICAL' : null,
  ];
  return `CREATE AGGREGATE ${signature(row)} (${options.filter((text) => text !== null).join(', ')})`;
}

function option(name: string, value: string): string | null {
  return value === '-' ? null : `${name} = ${value}`;
}
