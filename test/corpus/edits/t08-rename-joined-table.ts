import {
  Entity,
  JoinTable,
  ManyToMany,
  PrimaryGeneratedColumn,
  Tree,
  TreeChildren,
  TreeParent,
  type Relation,
} from 'typeorm';
import type { EditCase } from '../../support/edit-case';

const model = (name: string, tree: string) => {
  @Entity('g')
  class Group {
    @PrimaryGeneratedColumn() id: number;
  }

  @Entity(name)
  class User {
    @PrimaryGeneratedColumn() id: number;
    @ManyToMany(() => Group)
    @JoinTable()
    groups: Group[];
  }

  @Entity(tree)
  @Tree('closure-table')
  class Node {
    @PrimaryGeneratedColumn() id: number;
    @TreeParent() parent: Relation<Node>;
    @TreeChildren() children: Relation<Node>[];
  }
  return [Group, User, Node];
};

export const edit: EditCase = {
  title: 'a table under a new name takes the tables of its links along: many-to-many and a closure',
  before: () => model('u', 'n'),
  after: () => model('account', 'node'),
  rows: `INSERT INTO u DEFAULT VALUES; INSERT INTO g DEFAULT VALUES; INSERT INTO u_groups_g VALUES (1, 1);
    INSERT INTO n DEFAULT VALUES; INSERT INTO n_closure VALUES (1, 1)`,
  renames: ['u:account', 'n:node'],
  probes: [
    {
      before: 'SELECT "uId" AS one, "gId" AS other, n.id_ancestor FROM u_groups_g, n_closure n',
      after: 'SELECT "accountId" AS one, "gId" AS other, n.id_ancestor FROM account_groups_g, node_closure n',
    },
  ],
  upgrade: [
    'ALTER TABLE "public"."u" RENAME TO "account"',
    'ALTER TABLE "public"."n" RENAME TO "node"',
    'ALTER TABLE "public"."u_groups_g" RENAME TO "account_groups_g"',
    'ALTER TABLE "public"."n_closure" RENAME TO "node_closure"',
    'ALTER TABLE "public"."account_groups_g" RENAME COLUMN "uId" TO "accountId"',
    'ALTER TABLE "public"."account" RENAME CONSTRAINT "PK_382fba504d5e4d5475658ca35d1" TO "PK_54115ee388cdb6d86bb4bf5b2ea"',
    'ALTER SEQUENCE "public"."u_id_seq" RENAME TO "account_id_seq"',
    'ALTER TABLE "public"."account_groups_g" RENAME CONSTRAINT "PK_65f9d991b38750e00a58c306213" TO "PK_aa4d9727966a7be98244f2e3e76"',
    'ALTER TABLE "public"."account_groups_g" RENAME CONSTRAINT "FK_606d6825d8ff158668ce1dc26f0" TO "FK_824c03c148f8b0901cd6bf7ee9b"',
    'ALTER TABLE "public"."account_groups_g" RENAME CONSTRAINT "FK_79646ebbba0a70c26ed431d12a1" TO "FK_5c06e7451c1e9c9eb4f4a6a85af"',
    'ALTER INDEX "public"."IDX_606d6825d8ff158668ce1dc26f" RENAME TO "IDX_824c03c148f8b0901cd6bf7ee9"',
    'ALTER INDEX "public"."IDX_79646ebbba0a70c26ed431d12a" RENAME TO "IDX_5c06e7451c1e9c9eb4f4a6a85a"',
    'ALTER TABLE "public"."node" RENAME CONSTRAINT "PK_c742b33e300ee3b4c80f00d4be5" TO "PK_8c8caf5f29d25264abe9eaf94dd"',
    'ALTER TABLE "public"."node" RENAME CONSTRAINT "FK_36bf35e07966ddc9df59786f33e" TO "FK_ba001b660671bf4233abd7e7955"',
    'ALTER SEQUENCE "public"."n_id_seq" RENAME TO "node_id_seq"',
    'ALTER TABLE "public"."node_closure" RENAME CONSTRAINT "PK_cf550632110a982b771292e6886" TO "PK_7f8dd44ff563f26507c2ee4e15c"',
    'ALTER TABLE "public"."node_closure" RENAME CONSTRAINT "FK_4647cbf8e62b8be8231ce82a140" TO "FK_767a3bfc74e9edd7548653953be"',
    'ALTER TABLE "public"."node_closure" RENAME CONSTRAINT "FK_4bb7d2dd87c50c7bdef193a99c6" TO "FK_2d1477178a283dec892cb9f5a3c"',
    'ALTER INDEX "public"."IDX_4647cbf8e62b8be8231ce82a14" RENAME TO "IDX_767a3bfc74e9edd7548653953b"',
    'ALTER INDEX "public"."IDX_4bb7d2dd87c50c7bdef193a99c" RENAME TO "IDX_2d1477178a283dec892cb9f5a3"',
  ],
  downgrade: [
    'ALTER INDEX "public"."IDX_2d1477178a283dec892cb9f5a3" RENAME TO "IDX_4bb7d2dd87c50c7bdef193a99c"',
    'ALTER INDEX "public"."IDX_767a3bfc74e9edd7548653953b" RENAME TO "IDX_4647cbf8e62b8be8231ce82a14"',
    'ALTER TABLE "public"."node_closure" RENAME CONSTRAINT "FK_2d1477178a283dec892cb9f5a3c" TO "FK_4bb7d2dd87c50c7bdef193a99c6"',
    'ALTER TABLE "public"."node_closure" RENAME CONSTRAINT "FK_767a3bfc74e9edd7548653953be" TO "FK_4647cbf8e62b8be8231ce82a140"',
    'ALTER TABLE "public"."node_closure" RENAME CONSTRAINT "PK_7f8dd44ff563f26507c2ee4e15c" TO "PK_cf550632110a982b771292e6886"',
    'ALTER SEQUENCE "public"."node_id_seq" RENAME TO "n_id_seq"',
    'ALTER TABLE "public"."node" RENAME CONSTRAINT "FK_ba001b660671bf4233abd7e7955" TO "FK_36bf35e07966ddc9df59786f33e"',
    'ALTER TABLE "public"."node" RENAME CONSTRAINT "PK_8c8caf5f29d25264abe9eaf94dd" TO "PK_c742b33e300ee3b4c80f00d4be5"',
    'ALTER INDEX "public"."IDX_5c06e7451c1e9c9eb4f4a6a85a" RENAME TO "IDX_79646ebbba0a70c26ed431d12a"',
    'ALTER INDEX "public"."IDX_824c03c148f8b0901cd6bf7ee9" RENAME TO "IDX_606d6825d8ff158668ce1dc26f"',
    'ALTER TABLE "public"."account_groups_g" RENAME CONSTRAINT "FK_5c06e7451c1e9c9eb4f4a6a85af" TO "FK_79646ebbba0a70c26ed431d12a1"',
    'ALTER TABLE "public"."account_groups_g" RENAME CONSTRAINT "FK_824c03c148f8b0901cd6bf7ee9b" TO "FK_606d6825d8ff158668ce1dc26f0"',
    'ALTER TABLE "public"."account_groups_g" RENAME CONSTRAINT "PK_aa4d9727966a7be98244f2e3e76" TO "PK_65f9d991b38750e00a58c306213"',
    'ALTER SEQUENCE "public"."account_id_seq" RENAME TO "u_id_seq"',
    'ALTER TABLE "public"."account" RENAME CONSTRAINT "PK_54115ee388cdb6d86bb4bf5b2ea" TO "PK_382fba504d5e4d5475658ca35d1"',
    'ALTER TABLE "public"."account_groups_g" RENAME COLUMN "accountId" TO "uId"',
    'ALTER TABLE "public"."node_closure" RENAME TO "n_closure"',
    'ALTER TABLE "public"."account_groups_g" RENAME TO "u_groups_g"',
    'ALTER TABLE "public"."node" RENAME TO "n"',
    'ALTER TABLE "public"."account" RENAME TO "u"',
  ],
};
