/** What TypeORM 0.3 itself makes of the zoo is what the model says. (One TypeORM a file: its copies share one global storage.) */
import 'reflect-metadata';
import * as orm from 'typeorm03';
import { zooAgrees } from '../../support/zoo/agrees';

zooAgrees(orm, 0);
