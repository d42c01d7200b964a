import {
  Column,
  DefaultNamingStrategy,
  Entity,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { EditCase } from '../../support/edit-case';

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** As typeorm-naming-strategies has it: tables, columns, join columns and junctions in snake case. */
class SnakeNamingStrategy extends DefaultNamingStrategy {
  override tableName(className: string, customName: string | undefined): string {
    return customName || snake(className);
  }
  override columnName(propertyName: string, customName: string, embeddedPrefixes: string[]): string {
    return snake(embeddedPrefixes.concat('').join('_')) + (customName || snake(propertyName));
  }
  override relationName(propertyName: string): string {
    return snake(propertyName);
  }
  override joinColumnName(relationName: string, referencedColumnName: string): string {
    return snake(`${relationName}_${referencedColumnName}`);
  }
  override joinTableName(first: string, second: string, firstProperty: string): string {
    return snake(`${first}_${firstProperty.replace(/\./gi, '_')}_${second}`);
  }
  override joinTableColumnName(table: string, property: string, column?: string): string {
    return snake(`${table}_${column || property}`);
  }
}

class Address {
  @Column() streetName: string;
}

const model = () => {
  @Entity()
  class UserGroup {
    @PrimaryGeneratedColumn() groupId: number;
  }

  @Entity()
  @Unique(['firstName', 'homeGroup'])
  class UserAccount {
    @PrimaryGeneratedColumn() accountId: number;
    @Index()
    @Column()
    firstName: string;
    @Column({ type: 'enum', enum: ['new', 'paid'], default: 'new' }) payState: string;
    @Column(() => Address) homeAddress: Address;
    @ManyToOne(() => UserGroup)
    @JoinColumn()
    homeGroup: UserGroup;
    @ManyToMany(() => UserGroup)
    @JoinTable()
    otherGroups: UserGroup[];
  }
  return [UserGroup, UserAccount];
};

export const edit: EditCase = {
  title: 'another naming strategy: every name in snake case, a rename each',
  before: model,
  after: model,
  optionsAfter: { namingStrategy: new SnakeNamingStrategy() },
  rows: `INSERT INTO user_group DEFAULT VALUES;
    INSERT INTO user_account ("firstName", "payState", "homeAddressStreetname", "homeGroupGroupId") VALUES ('Ada', 'paid', 'Lane', 1);
    INSERT INTO user_account_other_groups_user_group VALUES (1, 1)`,
  renames: [
    'user_group.groupId:group_id',
    'user_account.accountId:account_id',
    'user_account.firstName:first_name',
    'user_account.payState:pay_state',
    'user_account.homeAddressStreetname:home_address_street_name',
    'user_account.homeGroupGroupId:home_group_group_id',
    'user_account_other_groups_user_group.userAccountAccountId:user_account_account_id',
    'user_account_other_groups_user_group.userGroupGroupId:user_group_group_id',
  ],
  probes: [
    {
      before:
        'SELECT "firstName" AS a, "payState"::text AS b, "homeAddressStreetname" AS c, "homeGroupGroupId" AS d FROM user_account',
      after:
        'SELECT first_name AS a, pay_state::text AS b, home_address_street_name AS c, home_group_group_id AS d FROM user_account',
    },
  ],
  upgrade: [
    'ALTER TABLE "public"."user_group" RENAME COLUMN "groupId" TO "group_id"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "accountId" TO "account_id"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "firstName" TO "first_name"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "payState" TO "pay_state"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "homeAddressStreetname" TO "home_address_street_name"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "homeGroupGroupId" TO "home_group_group_id"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME COLUMN "userAccountAccountId" TO "user_account_account_id"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME COLUMN "userGroupGroupId" TO "user_group_group_id"',
    'ALTER TABLE "public"."user_account" RENAME CONSTRAINT "PK_d681a74722b577ba983124a55f5" TO "PK_7db53a014418432811b1eb1aa97"',
    'ALTER TABLE "public"."user_account" RENAME CONSTRAINT "UQ_c3cc6b2c94806e82a92a3848e33" TO "UQ_c66e625626ac4eb355d8c8b5824"',
    'ALTER TABLE "public"."user_account" RENAME CONSTRAINT "FK_b16b7bdd0ef7539cab143436606" TO "FK_6a1f878b3e5764c0fbe86a2f624"',
    'ALTER INDEX "public"."IDX_11fe4b1f7c1eccfb6a24924e93" RENAME TO "IDX_df174d009e54b00c0115cefa80"',
    'ALTER SEQUENCE "public"."user_account_accountId_seq" RENAME TO "user_account_account_id_seq"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME CONSTRAINT "PK_e2b1b1f70a75d6101abe9ecf986" TO "PK_fcc0a3c59fda801d373e5666282"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME CONSTRAINT "FK_8540a6f018ae7f5eb746238f6b2" TO "FK_ab5eccaa7cc8696c24ead597f09"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME CONSTRAINT "FK_94f1f7f8a17c02436221835c146" TO "FK_50df43ad93c29e5b3f846a265e1"',
    'ALTER INDEX "public"."IDX_8540a6f018ae7f5eb746238f6b" RENAME TO "IDX_ab5eccaa7cc8696c24ead597f0"',
    'ALTER INDEX "public"."IDX_94f1f7f8a17c02436221835c14" RENAME TO "IDX_50df43ad93c29e5b3f846a265e"',
    'ALTER TABLE "public"."user_group" RENAME CONSTRAINT "PK_31e541c93fdc0bb63cfde6549b7" TO "PK_bb9982562cca83afb76c0ddc0d6"',
    'ALTER SEQUENCE "public"."user_group_groupId_seq" RENAME TO "user_group_group_id_seq"',
    'ALTER TYPE "public"."user_account_paystate_enum" RENAME TO "user_account_pay_state_enum"',
  ],
  downgrade: [
    'ALTER TYPE "public"."user_account_pay_state_enum" RENAME TO "user_account_paystate_enum"',
    'ALTER SEQUENCE "public"."user_group_group_id_seq" RENAME TO "user_group_groupId_seq"',
    'ALTER TABLE "public"."user_group" RENAME CONSTRAINT "PK_bb9982562cca83afb76c0ddc0d6" TO "PK_31e541c93fdc0bb63cfde6549b7"',
    'ALTER INDEX "public"."IDX_50df43ad93c29e5b3f846a265e" RENAME TO "IDX_94f1f7f8a17c02436221835c14"',
    'ALTER INDEX "public"."IDX_ab5eccaa7cc8696c24ead597f0" RENAME TO "IDX_8540a6f018ae7f5eb746238f6b"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME CONSTRAINT "FK_50df43ad93c29e5b3f846a265e1" TO "FK_94f1f7f8a17c02436221835c146"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME CONSTRAINT "FK_ab5eccaa7cc8696c24ead597f09" TO "FK_8540a6f018ae7f5eb746238f6b2"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME CONSTRAINT "PK_fcc0a3c59fda801d373e5666282" TO "PK_e2b1b1f70a75d6101abe9ecf986"',
    'ALTER SEQUENCE "public"."user_account_account_id_seq" RENAME TO "user_account_accountId_seq"',
    'ALTER INDEX "public"."IDX_df174d009e54b00c0115cefa80" RENAME TO "IDX_11fe4b1f7c1eccfb6a24924e93"',
    'ALTER TABLE "public"."user_account" RENAME CONSTRAINT "FK_6a1f878b3e5764c0fbe86a2f624" TO "FK_b16b7bdd0ef7539cab143436606"',
    'ALTER TABLE "public"."user_account" RENAME CONSTRAINT "UQ_c66e625626ac4eb355d8c8b5824" TO "UQ_c3cc6b2c94806e82a92a3848e33"',
    'ALTER TABLE "public"."user_account" RENAME CONSTRAINT "PK_7db53a014418432811b1eb1aa97" TO "PK_d681a74722b577ba983124a55f5"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME COLUMN "user_group_group_id" TO "userGroupGroupId"',
    'ALTER TABLE "public"."user_account_other_groups_user_group" RENAME COLUMN "user_account_account_id" TO "userAccountAccountId"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "home_group_group_id" TO "homeGroupGroupId"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "home_address_street_name" TO "homeAddressStreetname"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "pay_state" TO "payState"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "first_name" TO "firstName"',
    'ALTER TABLE "public"."user_account" RENAME COLUMN "account_id" TO "accountId"',
    'ALTER TABLE "public"."user_group" RENAME COLUMN "group_id" TO "groupId"',
  ],
};
