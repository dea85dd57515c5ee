export function shippedFolders(platform?: string, arch?: string): Promise<string[]>;
