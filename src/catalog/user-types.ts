/** Domains, composite types and range types. Enums are elsewhere: the model can declare them. */
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { Domain, OtherKind, OtherObject, QualifiedName } from '../schema/types';
import type { Comments } from './comments';
import { commentStatement, other } from './other-object';
import { catalogQuery, notOfExtension, schemaIsVisible } from './query';

export interface UserTypeRow {
  readonly oid: number;
  readonly typarray: number;
  readonly typrelid: number;
  readonly nspname: string;
  readonly typname: string;
  readonly typtype: 'd' | 'c' | 'r';
  readonly typnotnull: boolean;
  readonly format_type: string | null;
  readonly pg_get_expr: string | null;
  /** Of a domain, where it is not the one of the type beneath. */
  readonly collation: QualifiedName | null;
  /** CHECKs of a domain. */
  readonly constraints: readonly { readonly conname: string; readonly pg_get_constraintdef: string }[] | null;
  readonly attributes:
    | readonly { readonly attname: string; readonly format_type: string; readonly collation: QualifiedName | null }[]
    | null;
  readonly range: RangeFacts | null;
  readonly owner: string;
}

interface RangeFacts {
  readonly rngsubtype: string;
  /** `null`: the default. */
  readonly rngsubopc: QualifiedName | null;
  readonly rngcollation: QualifiedName | null;
  /** `-`: none. */
  readonly rngcanonical: string;
  readonly rngsubdiff: string;
  readonly rngmultitypid: QualifiedName;
}

const COLLATION = `(SELECT json_build_object('schema', cn.nspname, 'name', co.collname) FROM pg_collation co
        JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = `;

export const USER_TYPES = catalogQuery<UserTypeRow>(
  (scope) => `SELECT t.oid, t.typarray, t.typrelid, n.nspname, t.typname, t.typtype, t.typnotnull,
      CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS format_type,
      pg_get_expr(t.typdefaultbin, 0),
      CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN ${COLLATION}t.typcollation) END AS collation,
      CASE t.typtype WHEN 'd' THEN (SELECT json_agg(json_build_object('conname', con.conname,
          'pg_get_constraintdef', pg_get_constraintdef(con.oid)) ORDER BY con.conname)
        FROM pg_constraint con WHERE con.contypid = t.oid AND con.contype = 'c') END AS constraints,
      CASE t.typtype WHEN 'c' THEN (SELECT json_agg(json_build_object('attname', a.attname,
          'format_type', format_type(a.atttypid, a.atttypmod),
          'collation', CASE WHEN a.attcollation <> at.typcollation THEN ${COLLATION}a.attcollation) END) ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_type at ON at.oid = a.atttypid
        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) END AS attributes,
      CASE t.typtype WHEN 'r' THEN (SELECT json_build_object('rngsubtype', format_type(r.rngsubtype, NULL),
          'rngsubopc', (SELECT json_build_object('schema', opn.nspname, 'name', op.opcname) FROM pg_opclass op
            JOIN pg_namespace opn ON opn.oid = op.opcnamespace WHERE op.oid = r.rngsubopc AND NOT op.opcdefault),
          'rngcollation', CASE WHEN r.rngcollation <> st.typcollation THEN ${COLLATION}r.rngcollation) END,
          'rngcanonical', r.rngcanonical::regproc::text, 'rngsubdiff', r.rngsubdiff::regproc::text,
          'rngmultitypid', json_build_object('schema', mn.nspname, 'name', m.typname))
        FROM pg_range r JOIN pg_type st ON st.oid = r.rngsubtype JOIN pg_type m ON m.oid = r.rngmultitypid
          JOIN pg_namespace mn ON mn.oid = m.typnamespace WHERE r.rngtypid = t.oid) END AS range,
      pg_get_userbyid(t.typowner) AS owner
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_type b ON b.oid = t.typbasetype
    WHERE (t.typtype IN ('d', 'r')
        OR t.typtype = 'c' AND t.typrelid IN (SELECT c.oid FROM pg_class c WHERE c.relkind = 'c'))
      AND ${schemaIsVisible(scope)} AND ${notOfExtension('pg_type', 't.oid')}`,
);

/** What the letters of `typtype` are called here. */
export const TYPE_KINDS = { d: 'domain', c: 'compositeType', r: 'rangeType' } as const satisfies Record<
  string,
  OtherKind
>;

export function toUserTypes(rows: readonly UserTypeRow[], comments: Comments): readonly OtherObject[] {
  return rows.map((row) => {
    const name = { schema: row.nspname, name: row.typname };
    // The comment on a composite type hangs on its type, not on its relation.
    const comment = commentStatement(
      row.typtype === 'd' ? 'DOMAIN' : 'TYPE',
      quoteName(name),
      comments('pg_type', row.oid),
    );
    const create = definitionOf(row, quoteName(name));
    const domain = row.typtype === 'd' ? { domain: domainOf(row) } : {};
    return {
      ...other(
        { kind: TYPE_KINDS[row.typtype], ...name },
        [create, ...notValid(row, quoteName(name)), comment],
        row.owner,
      ),
      made: { create, comment: comments('pg_type', row.oid), ...domain },
    };
  });
}

function definitionOf(row: UserTypeRow, name: string): string {
  if (row.range !== null) return `CREATE TYPE ${name} AS RANGE (${rangeOptions(row.range).join(', ')})`;
  if (row.typtype === 'd') return domainDefinition(row, name);
  const attributes = (row.attributes ?? []).map((attribute) => {
    return `${quoteIdentifier(attribute.attname)} ${attribute.format_type}${collate(attribute.collation)}`;
  });
  return `CREATE TYPE ${name} AS (${attributes.join(', ')})`;
}

function notValid(row: UserTypeRow, name: string): readonly string[] {
  return (row.constraints ?? [])
    .filter((constraint) => !isValid(constraint))
    .map(
      ({ conname, pg_get_constraintdef: definition }) =>
        `ALTER DOMAIN ${name} ADD CONSTRAINT ${quoteIdentifier(conname)} ${definition}`,
    );
}

/** CREATE DOMAIN takes none that is not valid. */
function isValid({ pg_get_constraintdef: definition }: { readonly pg_get_constraintdef: string }): boolean {
  return !definition.endsWith(' NOT VALID');
}

function domainOf(row: UserTypeRow): Domain {
  return {
    base: `${row.format_type ?? ''}${collate(row.collation)}`,
    notNull: row.typnotnull,
    default: row.pg_get_expr,
    checks: (row.constraints ?? []).map(({ conname, pg_get_constraintdef: definition }) => ({
      name: conname,
      definition,
    })),
  };
}

function domainDefinition(row: UserTypeRow, name: string): string {
  const clauses = [
    `CREATE DOMAIN ${name} AS ${row.format_type ?? ''}${collate(row.collation)}`,
    row.pg_get_expr === null ? null : `DEFAULT ${row.pg_get_expr}`,
    row.typnotnull ? 'NOT NULL' : null,
    ...(row.constraints ?? [])
      .filter(isValid)
      .map((constraint) => `CONSTRAINT ${quoteIdentifier(constraint.conname)} ${constraint.pg_get_constraintdef}`),
  ];
  return clauses.filter((clause) => clause !== null).join(' ');
}

function rangeOptions(range: RangeFacts): readonly string[] {
  return [
    `SUBTYPE = ${range.rngsubtype}`,
    range.rngsubopc === null ? null : `SUBTYPE_OPCLASS = ${quoteName(range.rngsubopc)}`,
    range.rngcollation === null ? null : `COLLATION = ${quoteName(range.rngcollation)}`,
    range.rngcanonical === '-' ? null : `CANONICAL = ${range.rngcanonical}`,
    range.rngsubdiff === '-' ? null : `SUBTYPE_DIFF = ${range.rngsubdiff}`,
    `MULTIRANGE_TYPE_NAME = ${quoteName(range.rngmultitypid)}`,
  ].filter((option) => option !== null);
}

function collate(collation: QualifiedName | null): string {
  return collation === null ? '' : ` COLLATE ${quoteName(collation)}`;
}
