/**
 * views and guards
 *
 * Revision: b7c8d9e0f1a2
 * Revises:  a1b2c3d4e5f6
 * Created:  2026-10-30T09:00:00Z
 *
 * MAY FAIL      if in rotations two rows exclude each other by XCL_rotations_ward
 * STOPS READS   and writes of rotations: while it is read through
 * STOPS WRITES  of patients: while it is read through; everything else for an instant
 */
import type { Operations } from 'stillhead/v1';

export const revision = 'b7c8d9e0f1a2';
export const downRevision = 'a1b2c3d4e5f6';

export async function upgrade(op: Operations): Promise<void> {
  await op.createExtension('btree_gist');

  // writes of patients stop while it is read through
  await op.createIndex('patients', {
    name: 'IDX_patients_open',
    columns: ['admitted_at'],
    where: op.sql`discharged_at IS NULL`,
  });

  // reads and writes of rotations stop while it is read through
  await op.createExclusionConstraint('rotations', {
    name: 'XCL_rotations_ward',
    definition: op.sql`USING gist (ward WITH =, during WITH &&)`,
  });

  await op.createView('active_assignments', {
    as: op.sql`SELECT a.id, p.full_name, r.name AS rotation
    FROM assignments a
    JOIN persons p ON p.id = a.person_id
    JOIN rotations r ON r.id = a.rotation_id
    WHERE a.status = 'active'`,
  });

  await op.createView(
    { schema: 'market', name: 'seller_statistics' },
    {
      as: op.sql`SELECT "sellerId" AS seller_id, count(*) AS products, max(price) AS dearest FROM market.products GROUP BY "sellerId"`,
      materialized: true,
      indexes: [{ name: 'IDX_seller_statistics_seller', columns: ['seller_id'], unique: true }],
    },
  );
}

export async function downgrade(op: Operations): Promise<void> {
  await op.dropView('active_assignments');

  await op.dropView({ schema: 'market', name: 'seller_statistics' }, { materialized: true });

  await op.dropIndex('patients', 'IDX_patients_open');

  await op.dropConstraint('rotations', 'XCL_rotations_ward', 'exclusion');

  await op.dropExtension('btree_gist', { ifUnused: true });
}
