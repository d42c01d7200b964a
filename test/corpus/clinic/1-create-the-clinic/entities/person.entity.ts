import { Check, Column, CreateDateColumn, Entity, OneToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Patient } from './patient.entity';

/** Anybody the clinic knows: staff and patients alike. */
@Entity('persons', { comment: 'Anybody the clinic knows: staff and patients alike' })
@Check('CHK_persons_email', `email ~ '@'`)
export class Person {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column({ length: 320, unique: true })
  email: string;

  @Column({ name: 'birth_date', type: 'date', nullable: true })
  birthDate: string | null;

  @Column({ type: 'varchar', nullable: true })
  nickname: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @OneToOne(() => Patient, (patient) => patient.person)
  patient: Patient | null;
}
