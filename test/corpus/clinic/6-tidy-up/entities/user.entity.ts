import { Column, Entity, JoinColumn, OneToOne, PrimaryGeneratedColumn, UpdateDateColumn, VersionColumn } from 'typeorm';
import { Address } from './address';
import { Person } from './person.entity';

/** An account, with or without a person behind it. */
@Entity('users')
export class User {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ length: 120, unique: true })
  login: string;

  @Column({ name: 'password_hash', type: 'bytea' })
  passwordHash: Buffer;

  @OneToOne(() => Person, (person) => person.user, { nullable: true, onDelete: 'SET NULL' })
  @JoinColumn({ name: 'person_id' })
  person: Person | null;

  @Column(() => Address, { prefix: 'billing_' })
  billing: Address;

  @Column({ type: 'varchar', default: 'en-GB', comment: 'BCP 47' })
  locale: string;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;

  @VersionColumn({ default: 1 })
  version: number;
}
