import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, ViewEntity } from 'typeorm';
import type { EditCase } from '../../support/edit-case';

const model = (schema: string) => {
  @Entity('customer', { schema })
  class Customer {
    @PrimaryGeneratedColumn() id: number;
    @Column({ type: 'enum', enum: ['new', 'gone'], default: 'new' }) state: string;
  }

  @Entity('bill', { schema })
  class Bill {
    @PrimaryGeneratedColumn('identity') id: number;
    @Index()
    @ManyToOne(() => Customer)
    @JoinColumn()
    customer: Customer;
  }

  @Entity('note')
  class Note {
    @PrimaryGeneratedColumn() id: number;
    @ManyToOne(() => Bill)
    @JoinColumn()
    bill: Bill;
  }

  @ViewEntity({
    name: 'open_bill',
    schema,
    expression: `SELECT b.id FROM ${schema}.bill b JOIN ${schema}.customer c ON c.id = b."customerId" WHERE c.state = 'new'`,
  })
  class OpenBill {
    id: number;
  }
  return [Customer, Bill, Note, OpenBill];
};

export const edit: EditCase = {
  title: 'a schema under a new name, with all that is in it',
  before: () => model('app'),
  after: () => model('billing'),
  rows: `INSERT INTO app.customer DEFAULT VALUES; INSERT INTO app.bill ("customerId") VALUES (1); INSERT INTO note ("billId") VALUES (1)`,
  renames: ['app:billing'],
  probes: [
    {
      before:
        'SELECT n.id, b.id AS bill, c.state::text FROM note n JOIN app.bill b ON b.id = n."billId", app.customer c',
      after:
        'SELECT n.id, b.id AS bill, c.state::text FROM note n JOIN billing.bill b ON b.id = n."billId", billing.customer c',
    },
  ],
  works: { up: 'INSERT INTO billing.customer DEFAULT VALUES; DELETE FROM billing.customer WHERE id > 1' },
  // It compares views by the text that it noted when they were made.
  typeormFinds: [/typeorm_metadata/, /DROP VIEW/, /CREATE VIEW/, /typeorm_metadata/],
  upgrade: ['ALTER SCHEMA "app" RENAME TO "billing"'],
  downgrade: ['ALTER SCHEMA "billing" RENAME TO "app"'],
};
