export interface Log {
  line(text: string): void;
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
}
export function createLog(stream?: NodeJS.WritableStream): Log;
