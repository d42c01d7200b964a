import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Person } from './person.entity';

export enum AssignmentStatus {
  Planned = 'planned',
  Active = 'active',
  Done = 'done',
}

/** Who does which rotation. */
@Entity('assignments')
@Unique('UQ_assignments_person_rotation', ['person', 'rotationName'])
export class Assignment {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Person, (person) => person.assignments, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id' })
  person: Person;

  @Column({ name: 'rotation_name' })
  rotationName: string;

  @Index()
  @Column({ type: 'enum', enum: AssignmentStatus, enumName: 'assignment_status', default: AssignmentStatus.Planned })
  status: AssignmentStatus;
}
