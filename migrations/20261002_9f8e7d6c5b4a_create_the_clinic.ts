/**
 * create the clinic
 *
 * Revision: 9f8e7d6c5b4a
 * Revises:  (base)
 * Created:  2026-10-02T09:00:00Z
 *
 * GOING BACK    loses the data of patient_symptoms, patients, persons, symptoms_closure, symptoms
 */
import type { Operations } from 'stillhead/v1';

export const revision = '9f8e7d6c5b4a';
export const downRevision = null;

export async function upgrade(op: Operations): Promise<void> {
  await op.createEnum('patients_blood_group_enum', ['A', 'B', 'AB', 'O']);

  await op.createTable('patient_symptoms', {
    columns: [
      { name: 'patient_id', type: 'integer', notNull: true },
      { name: 'symptom_id', type: 'integer', notNull: true },
    ],
    primaryKey: { name: 'PK_903ac36730c1386acc4fce17dc9', columns: ['patient_id', 'symptom_id'] },
  });
  await op.createIndex('patient_symptoms', { name: 'IDX_0d43adb70721c69e27d8e9f6d0', columns: ['symptom_id'] });
  await op.createIndex('patient_symptoms', { name: 'IDX_ebf44c1cafc32836e54ead094b', columns: ['patient_id'] });

  await op.createTable('patients', {
    columns: [
      { name: 'id', type: 'integer', notNull: true, identity: 'always' },
      { name: 'record_number', type: 'varchar(12)', notNull: true },
      { name: 'record_key', type: 'varchar', notNull: true, generated: { expression: op.sql`upper(record_number)` } },
      { name: 'blood_group', type: 'patients_blood_group_enum' },
      { name: 'allergies', type: 'text[]', notNull: true, default: '{}' },
      { name: 'admitted_at', type: 'timestamptz', notNull: true, default: op.sql`now()` },
      { name: 'discharged_at', type: 'timestamptz' },
      { name: 'person_id', type: 'integer', notNull: true },
    ],
    primaryKey: { name: 'PK_a7f0b9fcbb3469d5ec0b0aceaa7', columns: ['id'] },
    uniques: [{ name: 'REL_44a2b3d75eb327067c40843ed5', columns: ['person_id'] }],
  });
  await op.createIndex('patients', { name: 'IDX_patients_record_key', columns: ['record_key'], unique: true });

  await op.createTable('persons', {
    columns: [
      { name: 'id', type: 'integer', notNull: true, serial: true },
      { name: 'name', type: 'varchar', notNull: true },
      { name: 'email', type: 'varchar(320)', notNull: true },
      { name: 'birth_date', type: 'date' },
      { name: 'nickname', type: 'varchar' },
      { name: 'created_at', type: 'timestamptz', notNull: true, default: op.sql`now()` },
    ],
    primaryKey: { name: 'PK_74278d8812a049233ce41440ac7', columns: ['id'] },
    uniques: [{ name: 'UQ_928155276ca8852f3c440cc2b2c', columns: ['email'] }],
    checks: [{ name: 'CHK_persons_email', expression: op.sql`email ~ '@'` }],
    comment: 'Anybody the clinic knows: staff and patients alike',
  });

  await op.createTable('symptoms', {
    columns: [
      { name: 'id', type: 'integer', notNull: true, serial: true },
      { name: 'code', type: 'varchar(16)', notNull: true },
      { name: 'title', type: 'varchar', notNull: true },
      { name: 'parentId', type: 'integer' },
    ],
    primaryKey: { name: 'PK_7041f6c8f7afb75b9286c275a81', columns: ['id'] },
    uniques: [{ name: 'UQ_9d8a9cbd646e136c61af8f2b51b', columns: ['code'] }],
  });

  await op.createTable('symptoms_closure', {
    columns: [
      { name: 'id_ancestor', type: 'integer', notNull: true },
      { name: 'id_descendant', type: 'integer', notNull: true },
    ],
    primaryKey: { name: 'PK_6172d272cb1ac493e121b4d74ef', columns: ['id_ancestor', 'id_descendant'] },
  });
  await op.createIndex('symptoms_closure', { name: 'IDX_b3641e044708f802cc17a8079e', columns: ['id_ancestor'] });
  await op.createIndex('symptoms_closure', { name: 'IDX_e0544ec47b75c0850a03475c1a', columns: ['id_descendant'] });

  await op.createForeignKey('patient_symptoms', {
    name: 'FK_0d43adb70721c69e27d8e9f6d05',
    columns: ['symptom_id'],
    references: { table: 'symptoms', columns: ['id'] },
    onDelete: 'CASCADE',
    onUpdate: 'CASCADE',
  });
  await op.createForeignKey('patient_symptoms', {
    name: 'FK_ebf44c1cafc32836e54ead094b2',
    columns: ['patient_id'],
    references: { table: 'patients', columns: ['id'] },
    onDelete: 'CASCADE',
    onUpdate: 'CASCADE',
  });

  await op.createForeignKey('patients', {
    name: 'FK_44a2b3d75eb327067c40843ed5e',
    columns: ['person_id'],
    references: { table: 'persons', columns: ['id'] },
    onDelete: 'RESTRICT',
  });

  await op.createForeignKey('symptoms', {
    name: 'FK_68628eed017cd3b25d3dfa351cf',
    columns: ['parentId'],
    references: { table: 'symptoms', columns: ['id'] },
    onDelete: 'CASCADE',
  });

  await op.createForeignKey('symptoms_closure', {
    name: 'FK_b3641e044708f802cc17a8079ed',
    columns: ['id_ancestor'],
    references: { table: 'symptoms', columns: ['id'] },
    onDelete: 'CASCADE',
  });
  await op.createForeignKey('symptoms_closure', {
    name: 'FK_e0544ec47b75c0850a03475c1a3',
    columns: ['id_descendant'],
    references: { table: 'symptoms', columns: ['id'] },
    onDelete: 'CASCADE',
  });
}

export async function downgrade(op: Operations): Promise<void> {
  // LOSES DATA
  await op.dropTable('patient_symptoms');

  // LOSES DATA
  await op.dropTable('patients');

  // LOSES DATA
  await op.dropTable('persons');

  // LOSES DATA
  await op.dropTable('symptoms_closure');

  // LOSES DATA
  await op.dropTable('symptoms');

  await op.dropEnum('patients_blood_group_enum');
}
