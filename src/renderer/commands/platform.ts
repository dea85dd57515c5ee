/** Whether keys are written and read the Mac's way. */
export const onMac: boolean = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);
