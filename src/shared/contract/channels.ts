import type { Reply, Request } from './request.ts';

/** IPC channels between window and main process. In a file of its own, so that the preload bundles nothing else. */
export const channels = {
  call: 'castline:call',
  event: 'castline:event',
  /** What a page is told before it can ask: `FirstAnswers`. */
  first: 'castline:first',
} as const;

/** Answers to questions that a page will ask as it is loaded, by `questionOf`. */
export type FirstAnswers = readonly (readonly [question: string, reply: Reply])[];

/** One name for one question: its call, and what it asks for. */
export const questionOf = ({ area, name, input }: Request): string =>
  JSON.stringify([area, name, input ?? null]);
