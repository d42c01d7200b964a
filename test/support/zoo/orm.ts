/** The copy of TypeORM that a zoo is made with, and what it gives. */
import type * as Typeorm from 'typeorm';

export type Orm = typeof Typeorm;
export type EntityList = (NewableFunction | Typeorm.EntitySchema)[];
