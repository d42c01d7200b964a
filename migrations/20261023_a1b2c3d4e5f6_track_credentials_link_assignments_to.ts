/**
 * track credentials, link assignments to rotations
 *
 * Revision: a1b2c3d4e5f6
 * Revises:  3c1d5e7f9a0b
 * Created:  2026-10-23T09:00:00Z
 *
 * LOSES DATA    assignments.rotation_name (the downgrade brings back the column, not its values)
 * NEEDS YOU     1 open step: how to fill assignments.rotation_id
 * MAY FAIL      if in assignments two rows have the same person_id, rotation_id
 * STOPS READS   and writes of assignments: while it is read through; persons: until its transaction is done; rotations: while it is rewritten
 * STOPS WRITES  of rotations_id_seq: until its transaction is done; everything else for an instant
 * BREAKS        the running version, if it still reads name, or if it leaves assignments.rotation_id empty, or if it writes the same person_id, rotation_id twice into assignments, or if it still reads rotation_name
 * GOING BACK    loses the data of assignments.rotation_id, persons.credentials
 * GOING BACK    stops while rows hold a label that assignment_status did not have
 * GOING BACK    may fail if in assignments two rows have the same person_id, rotation_name; in rotations a value of id does not fit into integer, from bigint
 */
import type { Operations } from 'stillhead/v1';

export const revision = 'a1b2c3d4e5f6';
export const downRevision = '3c1d5e7f9a0b';

export async function upgrade(op: Operations): Promise<void> {
  // committed before what follows, and kept if that fails: until then PostgreSQL lets nobody use a new label
  await op.addEnumValue('assignment_status', 'on_hold', { before: 'done' });

  await op.renameColumn('persons', 'name', 'full_name');

  await op.dropConstraint('assignments', 'UQ_assignments_person_rotation', 'unique');
  await op.addColumn('assignments', { name: 'rotation_id', type: 'bigint' });
  await op.execute(op.sql`UPDATE assignments a SET rotation_id = r.id FROM rotations r WHERE r.name = a.rotation_name`);
  // reads and writes of assignments stop while it is read through
  // reads and writes of persons stop until this is done
  await op.alterColumn('assignments', 'rotation_id', { notNull: { from: false, to: true } });
  // reads and writes of assignments stop while it is read through
  await op.createUniqueConstraint('assignments', {
    name: 'UQ_assignments_person_rotation',
    columns: ['person_id', 'rotation_id'],
    deferrable: true,
    initiallyDeferred: true,
  });

  // reads and writes of rotations stop while it is rewritten
  await op.alterColumn('rotations', 'id', {
    type: { from: 'integer', to: 'bigint' },
    serial: { from: true, to: { type: 'bigint' } },
  });

  // writes of assignments, rotations stop while they are read through
  // writes of rotations_id_seq stop until this is done
  await op.createForeignKey('assignments', {
    name: 'FK_1e0d165a97d559d999328c6ee70',
    columns: ['rotation_id'],
    references: { table: 'rotations', columns: ['id'] },
    onDelete: 'RESTRICT',
  });

  await op.addColumn('persons', {
    name: 'credentials',
    type: 'jsonb',
    comment: "Licences and degrees; the registry's own format",
  });

  // LOSES DATA
  await op.dropColumn('assignments', 'rotation_name');
}

export async function downgrade(op: Operations): Promise<void> {
  // LOSES DATA
  // NEEDS YOU · if rows hold 'on_hold' of assignment_status, say what they become: mapping: { on_hold: 'planned' }
  // reads and writes of assignments stop while it is rewritten
  await op.replaceEnum('assignment_status', {
    labels: { from: ['planned', 'active', 'on_hold', 'done'], to: ['planned', 'active', 'done'] },
    users: [{ table: 'assignments', column: 'status', default: 'planned' }],
  });

  await op.dropConstraint('assignments', 'FK_1e0d165a97d559d999328c6ee70', 'foreignKey');
  await op.dropConstraint('assignments', 'UQ_assignments_person_rotation', 'unique');
  await op.addColumn('assignments', { name: 'rotation_name', type: 'varchar' });
  await op.execute(op.sql`UPDATE assignments a SET rotation_name = r.name FROM rotations r WHERE r.id = a.rotation_id`);
  // reads and writes of assignments stop while it is read through
  // reads and writes of rotations stop until this is done
  await op.alterColumn('assignments', 'rotation_name', { notNull: { from: false, to: true } });
  // reads and writes of assignments stop while it is read through
  await op.createUniqueConstraint('assignments', {
    name: 'UQ_assignments_person_rotation',
    columns: ['person_id', 'rotation_name'],
  });

  // reads and writes of rotations stop while it is rewritten
  await op.alterColumn('rotations', 'id', {
    type: { from: 'bigint', to: 'integer' },
    serial: { from: { type: 'bigint' }, to: true },
  });

  // LOSES DATA
  await op.dropColumn('assignments', 'rotation_id');

  // LOSES DATA
  await op.dropColumn('persons', 'credentials');
  await op.renameColumn('persons', 'full_name', 'name');
}
