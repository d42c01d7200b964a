import { Column } from 'typeorm';

/** Where something is sent; embedded where it is needed. */
export class Address {
  @Column({ type: 'varchar', nullable: true })
  street: string | null;

  @Column({ type: 'varchar', nullable: true })
  city: string | null;

  @Column({ type: 'char', length: 2, nullable: true })
  country: string | null;
}
