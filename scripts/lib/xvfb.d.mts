export function startXvfb(): Promise<{ readonly display: string; stop(): void }>;
