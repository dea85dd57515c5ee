export { JobQueue } from './queue.ts';
