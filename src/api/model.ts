/** The model of a project: reads it, and tells what the files that globs name threw while TypeORM loaded them. Connects to nothing. */
import { DataSourceThrowsError } from '../errors/loading';
import { ModelUnreadableError } from '../errors/model';
import type { LoadedDataSource } from '../load/data-source';
import { disarmTypeormOf } from '../load/disarm';
import { describeLoadFailure } from '../load/failures';
import { readModel } from '../model/read';
import type { ModelSchema } from '../schema/model';

/** @throws NotPostgresError, NoEntitiesError, ModelUnreadableError, DataSourceThrowsError (of an entity's file) */
export async function modelOf({ dataSource }: LoadedDataSource, defaultSchema: string): Promise<ModelSchema> {
  // Globs are loaded now. One that a caller handed over is armed still; where it is connected all is loaded already.
  const typeorm = dataSource.isInitialized ? null : disarmTypeormOf(dataSource);
  try {
    return await readModel(dataSource, { defaultSchema });
  } catch (error) {
    throw error instanceof ModelUnreadableError ? (thrownByFile(error) ?? error) : error;
  } finally {
    typeorm?.restore();
  }
}

/** The error of a file that could not be loaded; null where TypeORM says itself what is wrong, or nobody knows a line of the user's. */
function thrownByFile(error: ModelUnreadableError): DataSourceThrowsError | null {
  if ('entity' in error.facts) return null;
  const { reason, where, hint } = describeLoadFailure(error.cause, '');
  if (where === null) return null;
  return new DataSourceThrowsError(where.replace(/(:\d+)+$/, ''), reason, where, hint, error.cause);
}
