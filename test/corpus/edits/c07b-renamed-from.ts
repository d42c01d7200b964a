import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { RenamedFrom } from '../../../src/index';
import type { EditCase } from '../../support/edit-case';

export const edit: EditCase = {
  title:
    'what the entities say of their earlier names needs no answer: a table, columns, a relation, an enum with a label',
  before() {
    @Entity('g')
    class Group {
      @PrimaryGeneratedColumn() id: number;
    }

    @Entity('m')
    @Unique(['tag', 'g'])
    class Member {
      @PrimaryGeneratedColumn() id: number;
      @Index()
      @Column()
      tag: string;
      @Column({ type: 'enum', enum: ['new', 'paid'], default: 'new' })
      st: string;
      @ManyToOne(() => Group)
      @JoinColumn()
      g: Group;
    }
    return [Group, Member];
  },
  after() {
    @Entity('g')
    class Group {
      @PrimaryGeneratedColumn() id: number;
    }

    @RenamedFrom('m')
    @Entity('member')
    @Unique(['label', 'group'])
    class Member {
      @PrimaryGeneratedColumn() id: number;
      @RenamedFrom('tag')
      @Index()
      @Column()
      label: string;
      @RenamedFrom({ name: 'st', labels: { settled: 'paid' } })
      @Column({ type: 'enum', enum: ['new', 'settled'], default: 'new' })
      state: string;
      @RenamedFrom('g')
      @ManyToOne(() => Group)
      @JoinColumn()
      group: Group;
    }
    return [Group, Member];
  },
  rows: `INSERT INTO g DEFAULT VALUES; INSERT INTO m (tag, st, "gId") VALUES ('a', 'paid', 1), ('b', 'new', NULL)`,
  probes: [
    {
      before: 'SELECT id, tag AS a, replace(st::text, $$paid$$, $$settled$$) AS b, "gId" AS c FROM m ORDER BY id',
      after: 'SELECT id, label AS a, state::text AS b, "groupId" AS c FROM member ORDER BY id',
    },
  ],
  works: { up: `INSERT INTO member (label) VALUES ('c'); DELETE FROM member WHERE label = 'c'` },
  upgrade: [
    'ALTER TABLE "public"."m" RENAME TO "member"',
    'ALTER TABLE "public"."member" RENAME COLUMN "tag" TO "label"',
    'ALTER TABLE "public"."member" RENAME COLUMN "st" TO "state"',
    'ALTER TABLE "public"."member" RENAME COLUMN "gId" TO "groupId"',
    'ALTER TABLE "public"."member" RENAME CONSTRAINT "PK_387eb0c96e53abd5c1fc572c488" TO "PK_97cbbe986ce9d14ca5894fdc072"',
    'ALTER TABLE "public"."member" RENAME CONSTRAINT "UQ_836ae697e977c87d423dd254531" TO "UQ_522a8063dcf4a9ed065e76792ad"',
    'ALTER TABLE "public"."member" RENAME CONSTRAINT "FK_29a8b6e4f3412cf933a031514bb" TO "FK_1fee827e34a9a032a93cb9d56e3"',
    'ALTER INDEX "public"."IDX_55a142a52b59678685b87abae8" RENAME TO "IDX_2d6cb7fc1739f69d72baf64ab9"',
    'ALTER SEQUENCE "public"."m_id_seq" RENAME TO "member_id_seq"',
    'ALTER TYPE "public"."m_st_enum" RENAME TO "member_state_enum"',
    `ALTER TYPE "public"."member_state_enum" RENAME VALUE 'paid' TO 'settled'`,
  ],
  downgrade: [
    `ALTER TYPE "public"."member_state_enum" RENAME VALUE 'settled' TO 'paid'`,
    'ALTER TYPE "public"."member_state_enum" RENAME TO "m_st_enum"',
    'ALTER SEQUENCE "public"."member_id_seq" RENAME TO "m_id_seq"',
    'ALTER INDEX "public"."IDX_2d6cb7fc1739f69d72baf64ab9" RENAME TO "IDX_55a142a52b59678685b87abae8"',
    'ALTER TABLE "public"."member" RENAME CONSTRAINT "FK_1fee827e34a9a032a93cb9d56e3" TO "FK_29a8b6e4f3412cf933a031514bb"',
    'ALTER TABLE "public"."member" RENAME CONSTRAINT "UQ_522a8063dcf4a9ed065e76792ad" TO "UQ_836ae697e977c87d423dd254531"',
    'ALTER TABLE "public"."member" RENAME CONSTRAINT "PK_97cbbe986ce9d14ca5894fdc072" TO "PK_387eb0c96e53abd5c1fc572c488"',
    'ALTER TABLE "public"."member" RENAME COLUMN "groupId" TO "gId"',
    'ALTER TABLE "public"."member" RENAME COLUMN "state" TO "st"',
    'ALTER TABLE "public"."member" RENAME COLUMN "label" TO "tag"',
    'ALTER TABLE "public"."member" RENAME TO "m"',
  ],
};
