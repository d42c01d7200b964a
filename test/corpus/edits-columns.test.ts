/** Edits of columns. What is asked of each: support/edit-suite.ts. */
import { testEdits } from '../support/edit-suite';

testEdits('columns');
