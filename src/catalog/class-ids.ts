/**
 * The OIDs of the catalogs themselves, by which `pg_depend` and `pg_description` say what kind of object they mean. Fixed in
 * PostgreSQL's source (the CATALOG lines of src/include/catalog/pg_*.h), the same in every version.
 */
export const CLASS_ID = {
  pg_type: 1247,
  pg_proc: 1255,
  pg_class: 1259,
  pg_constraint: 2606,
  pg_namespace: 2615,
  pg_operator: 2617,
  pg_rewrite: 2618,
  pg_trigger: 2620,
  pg_policy: 3256,
  pg_statistic_ext: 3381,
  pg_collation: 3456,
  pg_event_trigger: 3466,
  pg_ts_dict: 3600,
  pg_ts_config: 3602,
  pg_publication: 6104,
} as const;

export type ClassName = keyof typeof CLASS_ID;
