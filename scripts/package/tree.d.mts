export function isDeadWeight(file: string): boolean;
