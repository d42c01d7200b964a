/**
 * The settings under which PostgreSQL prints expressions, so that the same expression is the same text on every server and in
 * every session. Whoever compares such texts (`settle/`) must print under these very settings.
 */

const PRINTING: Readonly<Record<string, string>> = {
  // Every name outside pg_catalog is printed with its schema; pg_temp is named to come last, where it hides nothing.
  search_path: 'pg_catalog, pg_temp',
  quote_all_identifiers: 'off',
  // Constants are printed by the output functions of their types, which follow these.
  DateStyle: "'ISO, YMD'",
  IntervalStyle: 'postgres',
  TimeZone: "'UTC'",
  extra_float_digits: '1',
  bytea_output: 'hex',
  xmloption: 'content',
  // Else a backslash in a literal prints differently.
  standard_conforming_strings: 'on',
};

/** One `SET LOCAL` a setting; for the beginning of a transaction. */
export const PRINT_SETTINGS: readonly string[] = Object.entries(PRINTING).map(
  ([name, value]) => `SET LOCAL ${name} = ${value}`,
);
