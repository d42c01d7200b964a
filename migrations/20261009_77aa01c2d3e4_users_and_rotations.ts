/**
 * users and rotations
 *
 * Revision: 77aa01c2d3e4
 * Revises:  9f8e7d6c5b4a
 * Created:  2026-10-09T09:00:00Z
 *
 * GOING BACK    loses the data of assignments, rotations, users
 */
import type { Operations } from 'stillhead/v1';

export const revision = '77aa01c2d3e4';
export const downRevision = '9f8e7d6c5b4a';

export async function upgrade(op: Operations): Promise<void> {
  await op.createExtension('uuid-ossp');

  await op.createEnum('assignment_status', ['planned', 'active', 'done']);

  await op.createTable('assignments', {
    columns: [
      { name: 'id', type: 'integer', notNull: true, serial: true },
      { name: 'rotation_name', type: 'varchar', notNull: true },
      { name: 'status', type: 'assignment_status', notNull: true, default: 'planned' },
      { name: 'person_id', type: 'integer', notNull: true },
    ],
    primaryKey: { name: 'PK_c54ca359535e0012b04dcbd80ee', columns: ['id'] },
    uniques: [{ name: 'UQ_assignments_person_rotation', columns: ['person_id', 'rotation_name'] }],
  });
  await op.createIndex('assignments', { name: 'IDX_ce6063ba9705d8ce937dfee002', columns: ['status'] });

  await op.createTable('rotations', {
    columns: [
      { name: 'id', type: 'integer', notNull: true, serial: true },
      { name: 'name', type: 'varchar', notNull: true },
      { name: 'ward', type: 'varchar(40)', notNull: true },
      { name: 'during', type: 'tstzrange', notNull: true },
    ],
    primaryKey: { name: 'PK_5a7a0bdcb317671fa616b21f982', columns: ['id'] },
    uniques: [{ name: 'UQ_62cc31be3ca6970e46a6fc17b37', columns: ['name'] }],
  });

  await op.createTable('users', {
    columns: [
      { name: 'id', type: 'uuid', notNull: true, default: op.sql`uuid_generate_v4()` },
      { name: 'login', type: 'varchar(50)', notNull: true },
      { name: 'password_hash', type: 'bytea', notNull: true },
      { name: 'locale', type: 'varchar', notNull: true, default: 'en' },
      { name: 'updated_at', type: 'timestamptz', notNull: true, default: op.sql`now()` },
      { name: 'person_id', type: 'integer' },
      { name: 'billing_Street', type: 'varchar' },
      { name: 'billing_City', type: 'varchar' },
      { name: 'billing_Country', type: 'char(2)' },
    ],
    primaryKey: { name: 'PK_a3ffb1c0c8416b9fc6f907b7433', columns: ['id'] },
    uniques: [
      { name: 'REL_5ed72dcd00d6e5a88c6a6ba3d1', columns: ['person_id'] },
      { name: 'UQ_2d443082eccd5198f95f2a36e2c', columns: ['login'] },
    ],
  });

  await op.createForeignKey('assignments', {
    name: 'FK_a5584450076fac60dcfdce36034',
    columns: ['person_id'],
    references: { table: 'persons', columns: ['id'] },
    onDelete: 'CASCADE',
  });

  await op.createForeignKey('users', {
    name: 'FK_5ed72dcd00d6e5a88c6a6ba3d18',
    columns: ['person_id'],
    references: { table: 'persons', columns: ['id'] },
    onDelete: 'SET NULL',
  });
}

export async function downgrade(op: Operations): Promise<void> {
  // LOSES DATA
  await op.dropTable('assignments');

  // LOSES DATA
  await op.dropTable('rotations');

  // LOSES DATA
  await op.dropTable('users');

  await op.dropEnum('assignment_status');

  await op.dropExtension('uuid-ossp', { ifUnused: true });
}
