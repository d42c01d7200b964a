/**
 * Traces for whoever debugs Stillhead: `DEBUG=stillhead:sql,order,compare,settle` writes lines to stderr.
 * Costs nothing when off; never prints parameters or passwords.
 */
import { enabledTraces } from './config';

export type Topic = 'sql' | 'order' | 'compare' | 'settle' | 'load' | 'replay';

/** Writes one line to stderr when the topic is switched on; `text` is a function so that it costs nothing when off. */
export function trace(topic: Topic, text: () => string): void {
  if (enabledTraces().has(topic)) process.stderr.write(`stillhead:${topic} ${text()}\n`);
}
