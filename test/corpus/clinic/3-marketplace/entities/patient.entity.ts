import { Column, Entity, Index, JoinColumn, JoinTable, ManyToMany, OneToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Person } from './person.entity';
import { Symptom } from './symptom.entity';

export enum BloodGroup {
  A = 'A',
  B = 'B',
  AB = 'AB',
  O = 'O',
}

/** A person under treatment. */
@Entity('patients')
export class Patient {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @OneToOne(() => Person, (person) => person.patient, { nullable: false, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'person_id' })
  person: Person;

  @Column({ name: 'record_number', type: 'varchar', length: 12 })
  recordNumber: string;

  @Index('IDX_patients_record_key', { unique: true })
  @Column({
    name: 'record_key',
    type: 'varchar',
    generatedType: 'STORED',
    asExpression: 'upper(record_number)',
  })
  recordKey: string;

  @Column({ name: 'blood_group', type: 'enum', enum: BloodGroup, nullable: true })
  bloodGroup: BloodGroup | null;

  @Column({ name: 'allergies', type: 'text', array: true, default: [] })
  allergies: string[];

  @Column({ name: 'admitted_at', type: 'timestamptz', default: () => 'now()' })
  admittedAt: Date;

  @Column({ name: 'discharged_at', type: 'timestamptz', nullable: true })
  dischargedAt: Date | null;

  @ManyToMany(() => Symptom, (symptom) => symptom.patients)
  @JoinTable({
    name: 'patient_symptoms',
    joinColumn: { name: 'patient_id' },
    inverseJoinColumn: { name: 'symptom_id' },
  })
  symptoms: Symptom[];
}
