/** IPC channels between window and main process. In a file of its own, so that the preload bundles nothing else. */
export const channels = { call: 'castline:call', event: 'castline:event' } as const;
