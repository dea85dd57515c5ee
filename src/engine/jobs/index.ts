export { JobQueue, type JobQueueOptions } from './queue.ts';
