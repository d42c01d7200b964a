/**
 * tidy up
 *
 * Revision: c4d5e6f7a8b9
 * Revises:  b7c8d9e0f1a2
 * Created:  2026-11-06T09:00:00Z
 *
 * LOSES DATA    persons.nickname (the downgrade brings back the column, not its values)
 * BREAKS        the running version, if it still reads nickname
 * TAKES DOWN    materialized view market.seller_statistics: put back at the end as the database has it; where it is not there, nothing is done
 * GOING BACK    loses the data of assignments.overtime, symptoms.urgency, users.version
 * GOING BACK    may fail if in users a value of login does not fit into varchar(50), from varchar(120); in market.products a value of price does not fit into numeric(10,2), from numeric(12,2)
 */
import type { Operations } from 'stillhead/v1';

export const revision = 'c4d5e6f7a8b9';
export const downRevision = 'b7c8d9e0f1a2';

export async function upgrade(op: Operations): Promise<void> {
  await op.suspend([{ materializedView: { schema: 'market', name: 'seller_statistics' } }]);

  await op.addColumn('assignments', { name: 'overtime', type: 'interval' });

  await op.addColumn('symptoms', { name: 'urgency', type: 'smallint', notNull: true, default: '1' });

  await op.addColumn('users', { name: 'version', type: 'integer', notNull: true, default: 1 });
  await op.alterColumn('users', 'locale', { default: { from: 'en', to: 'en-GB' } });
  await op.alterColumn('users', 'login', { type: { from: 'varchar(50)', to: 'varchar(120)' } });
  await op.setComment({ column: ['users', 'locale'] }, { from: null, to: 'BCP 47' });

  await op.alterColumn({ schema: 'market', name: 'products' }, 'price', {
    type: { from: 'numeric(10,2)', to: 'numeric(12,2)' },
  });

  // LOSES DATA
  await op.dropColumn('persons', 'nickname');

  await op.resume();
}

export async function downgrade(op: Operations): Promise<void> {
  await op.suspend([{ materializedView: { schema: 'market', name: 'seller_statistics' } }]);

  await op.addColumn('persons', { name: 'nickname', type: 'varchar' });

  await op.alterColumn('users', 'locale', { default: { from: 'en-GB', to: 'en' } });
  // reads and writes of users stop while it is rewritten
  // reads and writes of market.seller_statistics, persons stop until this is done
  await op.alterColumn('users', 'login', { type: { from: 'varchar(120)', to: 'varchar(50)' } });
  await op.setComment({ column: ['users', 'locale'] }, { from: 'BCP 47', to: null });

  // reads and writes of market.products stop while it is rewritten
  await op.alterColumn({ schema: 'market', name: 'products' }, 'price', {
    type: { from: 'numeric(12,2)', to: 'numeric(10,2)' },
  });

  // LOSES DATA
  await op.dropColumn('assignments', 'overtime');

  // LOSES DATA
  await op.dropColumn('symptoms', 'urgency');

  // LOSES DATA
  await op.dropColumn('users', 'version');

  await op.resume();
}
