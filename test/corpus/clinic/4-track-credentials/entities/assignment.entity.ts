import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Person } from './person.entity';
import { Rotation } from './rotation.entity';

export enum AssignmentStatus {
  Planned = 'planned',
  Active = 'active',
  OnHold = 'on_hold',
  Done = 'done',
}

/** Who does which rotation. */
@Entity('assignments')
@Unique('UQ_assignments_person_rotation', ['person', 'rotation'], { deferrable: 'INITIALLY DEFERRED' })
export class Assignment {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Person, (person) => person.assignments, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id' })
  person: Person;

  @ManyToOne(() => Rotation, (rotation) => rotation.assignments, { nullable: false, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'rotation_id' })
  rotation: Rotation;

  @Index()
  @Column({ type: 'enum', enum: AssignmentStatus, enumName: 'assignment_status', default: AssignmentStatus.Planned })
  status: AssignmentStatus;
}
