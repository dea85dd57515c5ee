/**
 * The runtime's own builds write to Microsoft's telemetry as soon as they are loaded and leave its files in the temp folder;
 * this variable, read when the library is loaded, keeps both from happening. It has to be set in the process, before a
 * worker begins: a worker's `process.env` is a copy.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
