/** What TypeORM 1.x itself makes of the zoo is what the model says. (One TypeORM a file: its copies share one global storage.) */
import 'reflect-metadata';
import * as orm from 'typeorm';
import { zooAgrees } from '../../support/zoo/agrees';

zooAgrees(orm, 1);
