/** Short ways to say a row of test/corpus/alembic about one column `k` of a table `t`. No row stands here. */
import type { EntitySchemaColumnOptions } from 'typeorm';
import { k, type Scenario } from './scenario';

/** The key of a table `t` made by hand. */
export const PK = 'id int CONSTRAINT "PK_t" PRIMARY KEY';

/** A nullable column `k` that becomes another one. */
export const changed = (
  title: string,
  from: EntitySchemaColumnOptions,
  to: EntitySchemaColumnOptions,
  upgrade: readonly string[] = [],
): Scenario => ({ title, synchronized: k({ nullable: true, ...from }), model: k({ nullable: true, ...to }), upgrade });

/** A column `k` that was made by hand, and what the model says of it. */
export const byHand = (title: string, column: string, model: EntitySchemaColumnOptions): Scenario => ({
  title,
  sql: `CREATE TABLE t (${PK}, k ${column})`,
  model: k({ nullable: true, ...model }),
});
