export { isPublicAddress, refusalOf } from './addresses.ts';
export { signToken } from './credentials.ts';
export { HttpTransport, type TransportOptions } from './transport.ts';
