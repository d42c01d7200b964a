/** Edits of tables, and what stands on them that no entity declares. What is asked of each: support/edit-suite.ts. */
import { testEdits } from '../support/edit-suite';

testEdits('tables');
