/** TypeORM 0.3 finds nothing after our revisions. */
import * as orm from 'typeorm03';
import { testMetadata } from './metadata-trial';

testMetadata(orm);
