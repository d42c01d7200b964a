/**
 * Operations and their findings → the text of a revision file, through a template. Pure: ids and times are arguments, and no
 * live figure, key or host enters. The text is not laid out yet; `files.ts` does that with the user's own Prettier settings.
 */
import ejs from 'ejs';
import type { HeadLine } from '../safety/headings';
import { bodySource } from './body';
import type { DirectionInput } from './body';
import { commentText, stringSource } from './literals';

export interface RevisionInput {
  /** The text of an EJS template; `templates/` holds those that come with Stillhead. */
  readonly template: string;
  readonly message: string;
  readonly revision: string;
  readonly downRevision: string | null;
  readonly created: Date;
  /** What the upgrade does to data, readers, writers and the running version. */
  readonly head: readonly HeadLine[];
  readonly upgrade: DirectionInput;
  readonly downgrade: DirectionInput;
  readonly defaultSchema: string;
  /** How far the proof went, in one line; `null` leaves the line out. */
  readonly proof: string | null;
}

/** What a template may print. A user's own template sees the same. */
export interface RevisionTemplateData {
  readonly message: string;
  readonly revision: string;
  readonly downRevision: string | null;
  readonly created: string;
  readonly head: readonly HeadLine[];
  /** Source of the bodies; empty where there is nothing to do. */
  readonly upgradeBody: string;
  readonly downgradeBody: string;
  /** A value as JavaScript source. */
  readonly literal: (value: string | null) => string;
  /** A label with its padding, so that the texts behind labels line up. */
  readonly label: (text: string) => string;
}

const LABEL_WIDTH = 14;

/** A template that printed nothing where something was meant, or that does not parse. */
export class TemplateError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'TemplateError';
  }
}

/** The text of a revision. The same input gives the same bytes. @throws TemplateError */
export function renderRevision(input: RevisionInput): string {
  const data: RevisionTemplateData = {
    message: commentText(input.message),
    revision: input.revision,
    downRevision: input.downRevision,
    created: input.created.toISOString().replace(/\.\d+Z$/, 'Z'),
    head: [...input.head, ...(input.proof === null ? [] : [{ label: 'Proof:', text: input.proof }])].map(
      ({ label, text }) => ({
        label,
        text: commentText(text),
      }),
    ),
    upgradeBody: bodySource(input.upgrade, input.defaultSchema),
    downgradeBody: bodySource(input.downgrade, input.defaultSchema),
    literal: (value) => (value === null ? 'null' : stringSource(value)),
    label: (text) => text.padEnd(LABEL_WIDTH),
  };
  return renderTemplate(input.template, { ...data });
}

/** Fills an EJS template; printing `undefined` or `null` is an error, never a blank. @throws TemplateError */
function renderTemplate(template: string, data: Record<string, unknown>): string {
  try {
    return ejs.render(template, data, { escape: printed });
  } catch (cause) {
    throw new TemplateError(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function printed(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError(`the template printed ${value === null ? 'null' : typeof value}`);
}
