/**
 * What to do about a statement that the server refused, by its SQLSTATE (manual, appendix A). What PostgreSQL advises itself is kept where it
 * is advice for a revision: never CASCADE, which would take along what nobody named. Pure.
 */
import { quoteIdentifier } from '../schema/quote';
import type { ServerError } from './server-error';

const BEFORE = 'in await op.execute(op.sql`…`) before this call';

/** Values that are there and do not fit what is to be. */
const VALUES: Readonly<Record<string, string>> = {
  // string_data_right_truncation
  '22001': `a value is longer than the type allows: shorten such values ${BEFORE}, or choose a longer type`,
  // numeric_value_out_of_range
  '22003': `a value is out of the type's range: correct such rows ${BEFORE}, or choose a wider type`,
  // invalid_datetime_format, datetime_field_overflow, invalid_text_representation
  '22007': `a value is none of the type: correct such rows ${BEFORE}, or say in \`using\` how they are converted`,
  '22008': `a value is none of the type: correct such rows ${BEFORE}, or say in \`using\` how they are converted`,
  '22P02': `a value is none of the type: correct such rows ${BEFORE}, or say in \`using\` how they are converted`,
  // not_null_violation, foreign_key_violation, unique_violation, check_violation, exclusion_violation
  '23502': `rows have no value there: fill them ${BEFORE}`,
  '23503': `rows point at what is not there: correct or delete them, or bring back what they point at, ${BEFORE}`,
  '23505': `rows have the same value: tell them apart, or delete what is double, ${BEFORE}`,
  '23514': `rows break the check: correct them ${BEFORE}`,
  '23P01': `rows exclude each other: correct them ${BEFORE}`,
  // datatype_mismatch: no cast from the one type to the other
  '42804': 'say in `using` how the values are converted',
};

const NOT_THERE =
  'what it names is not in this database: correct the name, or make it first; stillhead check tells what else differs';

/** Objects that are not as the revision takes them to be. */
const OBJECTS: Readonly<Record<string, string>> = {
  // undefined_table, undefined_column, undefined_object, undefined_function, invalid_schema_name
  '42P01': NOT_THERE,
  '42703': NOT_THERE,
  '42704': NOT_THERE,
  '42883': NOT_THERE,
  '3F000': NOT_THERE,
  // dependent_objects_still_exist
  '2BP01':
    'what depends on it stands in the detail: drop or change that by name, before this call; it is not the models’ to lose',
  // feature_not_supported: most often a type that a view, a rule or a trigger uses
  '0A000': 'take down what stands in the way before this call, and put it back behind it',
  // object_in_use, active_sql_transaction, unsafe_new_enum_value_usage
  '55006': 'run it again when the other sessions are done',
  '25001': 'op.execute(…, { transaction: false }) runs a statement outside of transactions',
  '55P04': 'use the new label in a revision of its own, after the one that adds it',
  // query_canceled, disk_full
  '57014': 'raise statement_timeout for this role, or run it when less is going on',
  '53100': 'make room on the disk of the server, then run the command again',
  '42601': 'correct the SQL, then run the command again',
};

/** duplicate_table, duplicate_column, duplicate_object, duplicate_schema, duplicate_function */
const DUPLICATES = ['42P07', '42701', '42710', '42P06', '42723'];

/** The next thing to do. @param revision the one that failed */
export function failureHint({ code, hint }: ServerError, revision: string): string {
  if (hint !== null && !isOverridden(code, hint)) return hint;
  const known = code === null ? undefined : (VALUES[code] ?? OBJECTS[code]);
  if (known !== undefined) return known;
  if (code !== null && DUPLICATES.includes(code)) {
    return (
      'it is there already: stillhead check tells what else is; ' +
      `where all that the revision makes is there: stillhead stamp ${revision}, else rename what is in the way`
    );
  }
  return 'correct the file, then run the command again';
}

/** `Use DROP … CASCADE`, and `You might need to specify "USING …"`, which is a field here. */
function isOverridden(code: string | null, hint: string): boolean {
  return /\bCASCADE\b/.test(hint) || code === '2BP01' || code === '42804';
}

/**
 * What gives a role a right that it lacks, as SQL for whoever has it. Read from the server's message where that is English; null where
 * nobody can tell.
 */
export function missingGrant({ message }: ServerError, role: string): string | null {
  const owned =
    /^must be owner of (?:(materialized view|foreign table|table|view|sequence|schema|type|function|domain)|relation) (.+)$/.exec(
      message,
    );
  const to = quoteIdentifier(role);
  if (owned !== null) {
    return `ALTER ${(owned[1] ?? 'table').toUpperCase()} ${quoteIdentifier(owned[2] ?? '')} OWNER TO ${to}`;
  }
  const denied = /^permission denied for (table|view|sequence|schema|database|type|function|language) (.+)$/.exec(
    message,
  );
  if (denied === null) return null;
  const [, kind = '', name = ''] = denied;
  const rights = kind === 'schema' ? 'USAGE, CREATE' : 'ALL';
  return `GRANT ${rights} ON ${kind === 'view' ? 'TABLE' : kind.toUpperCase()} ${quoteIdentifier(name)} TO ${to}`;
}
