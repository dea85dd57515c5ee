export { matchOf } from './agreement.ts';
export { type Candidate, chooseFrames } from './choose.ts';
export { type Decision, decide } from './decide.ts';
export { likenessOf } from './likeness.ts';
export { CloudQueue } from './queue.ts';
export { pixelHash, requestFor } from './requests.ts';
export { routeFor } from './work.ts';
