/** TypeORM 1.x finds nothing after our revisions. */
import * as orm from 'typeorm';
import { testMetadata, testWithout } from './metadata-trial';

testMetadata(orm);
testWithout(orm);
