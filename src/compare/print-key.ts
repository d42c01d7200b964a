/** The digest under which the answer to a print question is kept. Pure: the same question gives the same key on every machine. */
import { createHash } from 'node:crypto';
import type { PrintQuestion, PrintRequest } from '../schema/expressions';
import { canonical } from './equal';

export function printKey(question: PrintQuestion): string {
  return createHash('sha256').update(canonical(question)).digest('hex');
}

export function printRequest(question: PrintQuestion): PrintRequest {
  return { ...question, key: printKey(question) };
}
