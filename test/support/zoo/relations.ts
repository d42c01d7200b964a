/** Relations of every kind, with their join columns and junction tables. */
import type { EntityList, Orm } from './orm';

export function relations({
  Column,
  Entity,
  ForeignKey,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
}: Orm): EntityList {
  @Entity()
  class Target {
    @PrimaryGeneratedColumn({ comment: 'the key' }) id: number;
    @Column({ unique: true, length: 12, collation: 'C' }) code: string;
  }
  @Entity({ schema: 'market' })
  class CompositeTarget {
    @PrimaryColumn({ length: 5 }) x: string;
    @PrimaryColumn('uuid') y: string;
  }
  @Entity()
  class Source {
    @PrimaryGeneratedColumn() id: number;
    @ManyToOne(() => Target) plain: unknown;
    @ManyToOne(() => Target, { nullable: false, onDelete: 'CASCADE', onUpdate: 'RESTRICT' })
    @JoinColumn({ name: 'strict_id', foreignKeyConstraintName: 'source_strict_fk' })
    strict: unknown;
    @ManyToOne(() => Target, { deferrable: 'INITIALLY DEFERRED', onDelete: 'SET NULL' }) deferred: unknown;
    @ManyToOne(() => Target)
    @JoinColumn({ name: 'target_code', referencedColumnName: 'code' })
    byCode: unknown;
    @ManyToOne(() => Target, { createForeignKeyConstraints: false }) loose: unknown;
    @ManyToOne(() => CompositeTarget) composite: unknown;
    @Column({ nullable: true }) ownId: number;
    @ManyToOne(() => Target)
    @JoinColumn({ name: 'ownId' })
    own: unknown;
    @OneToOne(() => Target)
    @JoinColumn()
    single: unknown;
    @OneToOne(() => CompositeTarget)
    @JoinColumn()
    singleComposite: unknown;
    @ForeignKey(() => Target, { name: 'source_foreign', onDelete: 'CASCADE' })
    @Column()
    foreign: number;
    @ManyToMany(() => Target)
    @JoinTable()
    many: unknown[];
    @ManyToMany(() => CompositeTarget)
    @JoinTable({
      name: 'source_composites',
      joinColumn: { name: 'source', foreignKeyConstraintName: 'source_composites_source' },
    })
    manyComposite: unknown[];
    @ManyToMany(() => Source)
    @JoinTable()
    friends: unknown[];
    @ManyToMany(() => Target)
    @JoinTable({ name: 'elsewhere', schema: 'market', synchronize: true })
    elsewhere: unknown[];
  }
  @Entity()
  class KeyIsRelation {
    @OneToOne(() => Target)
    @JoinColumn({ name: 'id' })
    target: unknown;
    @PrimaryColumn() id: number;
  }
  @Entity()
  class TwoRelationsOneColumn {
    @PrimaryGeneratedColumn() id: number;
    @ManyToOne(() => Target)
    @JoinColumn({ name: 'shared_id' })
    first: unknown;
    @ManyToOne(() => Source)
    @JoinColumn({ name: 'shared_id', foreignKeyConstraintName: 'second_fk' })
    second: unknown;
  }
  return [Target, CompositeTarget, Source, KeyIsRelation, TwoRelationsOneColumn];
}
