import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A stretch of duty on one ward. */
@Entity('rotations')
export class Rotation {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ unique: true })
  name: string;

  @Column({ type: 'varchar', length: 40 })
  ward: string;

  @Column({ type: 'tstzrange' })
  during: string;
}
