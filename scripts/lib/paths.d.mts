export const root: string;
export function userDir(env?: NodeJS.ProcessEnv): string;
