import { Column, Entity, Exclusion, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Assignment } from './assignment.entity';

/** A stretch of duty on one ward. */
@Entity('rotations')
@Exclusion('XCL_rotations_ward', 'USING gist (ward WITH =, during WITH &&)')
export class Rotation {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id: string;

  @Column({ unique: true })
  name: string;

  @Column({ type: 'varchar', length: 40 })
  ward: string;

  @Column({ type: 'tstzrange' })
  during: string;

  @OneToMany(() => Assignment, (assignment) => assignment.rotation)
  assignments: Assignment[];
}
