/** TypeORM 1.x finds nothing after our revisions. */
import * as orm from 'typeorm';
import { testMetadata } from './metadata-trial';

testMetadata(orm, 'run');
testMetadata(orm, 'script');
