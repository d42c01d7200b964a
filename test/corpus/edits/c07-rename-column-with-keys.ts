import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title: 'a column with an index, a unique constraint and a foreign key: their derived names follow',
  before() {
    @Entity('g')
    class Group {
      @PrimaryGeneratedColumn() id: number;
    }

    @Entity('m')
    @Unique(['gid'])
    class Member {
      @PrimaryGeneratedColumn() id: number;

      @Index()
      @Column()
      gid: number;
      @ManyToOne(() => Group)
      @JoinColumn({ name: 'gid' })
      group: Group;
    }
    return [Group, Member];
  },
  after() {
    @Entity('g')
    class Group {
      @PrimaryGeneratedColumn() id: number;
    }

    @Entity('m')
    @Unique(['groupId'])
    class Member {
      @PrimaryGeneratedColumn() id: number;

      @Index()
      @Column()
      groupId: number;
      @ManyToOne(() => Group)
      @JoinColumn({ name: 'groupId' })
      group: Group;
    }
    return [Group, Member];
  },
  rows: 'INSERT INTO g DEFAULT VALUES; INSERT INTO m (gid) VALUES (1)',
  renames: ['m.gid:groupId'],
  probes: [{ before: 'SELECT id, gid AS v FROM m', after: 'SELECT id, "groupId" AS v FROM m' }],
  upgrade: [
    'ALTER TABLE "public"."m" RENAME COLUMN "gid" TO "groupId"',
    'ALTER TABLE "public"."m" RENAME CONSTRAINT "UQ_458b0edff976ec3c6a14424ff1a" TO "UQ_aafeecc6ecb600828a1e48508cf"',
    'ALTER TABLE "public"."m" RENAME CONSTRAINT "FK_458b0edff976ec3c6a14424ff1a" TO "FK_aafeecc6ecb600828a1e48508cf"',
    'ALTER INDEX "public"."IDX_458b0edff976ec3c6a14424ff1" RENAME TO "IDX_aafeecc6ecb600828a1e48508c"',
  ],
  downgrade: [
    'ALTER INDEX "public"."IDX_aafeecc6ecb600828a1e48508c" RENAME TO "IDX_458b0edff976ec3c6a14424ff1"',
    'ALTER TABLE "public"."m" RENAME CONSTRAINT "FK_aafeecc6ecb600828a1e48508cf" TO "FK_458b0edff976ec3c6a14424ff1a"',
    'ALTER TABLE "public"."m" RENAME CONSTRAINT "UQ_aafeecc6ecb600828a1e48508cf" TO "UQ_458b0edff976ec3c6a14424ff1a"',
    'ALTER TABLE "public"."m" RENAME COLUMN "groupId" TO "gid"',
  ],
};
