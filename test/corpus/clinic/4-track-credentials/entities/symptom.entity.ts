import { Column, Entity, ManyToMany, PrimaryGeneratedColumn, Tree, TreeChildren, TreeParent } from 'typeorm';
import { Patient } from './patient.entity';

/** A sign or complaint, in a tree from the general to the particular. */
@Entity('symptoms')
@Tree('closure-table')
export class Symptom {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 16, unique: true })
  code: string;

  @Column()
  title: string;

  @TreeParent({ onDelete: 'CASCADE' })
  parent: Symptom | null;

  @TreeChildren()
  children: Symptom[];

  @ManyToMany(() => Patient, (patient) => patient.symptoms)
  patients: Patient[];
}
