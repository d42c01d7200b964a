import { Check, Column, CreateDateColumn, Entity, OneToMany, OneToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Assignment } from './assignment.entity';
import { Patient } from './patient.entity';
import { User } from './user.entity';

/** Anybody the clinic knows: staff and patients alike. */
@Entity('persons', { comment: 'Anybody the clinic knows: staff and patients alike' })
@Check('CHK_persons_email', `email ~ '@'`)
export class Person {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ name: 'full_name' })
  fullName: string;

  @Column({ length: 320, unique: true })
  email: string;

  @Column({ name: 'birth_date', type: 'date', nullable: true })
  birthDate: string | null;

  /** Licences and degrees, as the registry of the profession sends them. */
  @Column({ type: 'jsonb', nullable: true, comment: "Licences and degrees; the registry's own format" })
  credentials: Record<string, unknown> | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @OneToOne(() => Patient, (patient) => patient.person)
  patient: Patient | null;

  @OneToOne(() => User, (user) => user.person)
  user: User | null;

  @OneToMany(() => Assignment, (assignment) => assignment.person)
  assignments: Assignment[];
}
