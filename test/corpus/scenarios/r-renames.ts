/** What may have been renamed in a database without a history is asked: at base nobody knows who made the old name. */
import { entity, k, t, type Scenarios } from '../../support/scenario';

const T = '"public"."t"';

export const scenarios: Scenarios = {
  R01: {
    title: 'a renamed column in a database without a history',
    synchronized: k({ type: 'varchar' }),
    model: t({ full: { type: 'varchar' } }),
    questions: [['--rename t.k:full', '--no-renames']],
  },
  R02: {
    title: 'a renamed column, and an optional one of its type',
    synchronized: t({ k: { type: 'varchar' } }),
    model: t({ full: { type: 'varchar', nullable: true } }),
    answers: { renames: ['t.k:full'] },
    upgrade: [`ALTER TABLE ${T} RENAME COLUMN "k" TO "full"`, `ALTER TABLE ${T} ALTER COLUMN "full" DROP NOT NULL`],
  },
  R03: {
    title: 'no rename',
    synchronized: t({ k: { type: 'varchar' } }),
    model: t({ full: { type: 'varchar', nullable: true } }),
    answers: { noRenames: true },
    unmanaged: ['column t.k'],
    warnings: [/^REQUIRED_UNDECLARED: t.k stays/],
    upgrade: [`ALTER TABLE ${T} ADD COLUMN "full" character varying`],
  },
  R04: {
    title: 'kept by name',
    synchronized: t({ k: { type: 'varchar' } }),
    model: t({ full: { type: 'varchar', nullable: true } }),
    answers: { keeps: ['t.k'] },
    unmanaged: ['column t.k'],
    warnings: [/^REQUIRED_UNDECLARED: t.k stays/],
    upgrade: [`ALTER TABLE ${T} ADD COLUMN "full" character varying`],
  },
  R05: {
    title: 'a column of another type is no candidate',
    synchronized: t({ k: { type: 'int' } }),
    model: t({ full: { type: 'varchar', nullable: true } }),
    unmanaged: ['column t.k'],
    warnings: [/^REQUIRED_UNDECLARED: t.k stays/],
    upgrade: [`ALTER TABLE ${T} ADD COLUMN "full" character varying`],
  },
  R06: {
    title: 'a renamed table in a database without a history',
    synchronized: () => [entity('persons', { name: { type: 'varchar' }, age: { type: 'int' } })],
    model: () => [entity('people', { name: { type: 'varchar' }, age: { type: 'int' } })],
    questions: [['--rename persons:people', '--no-renames']],
  },
};
