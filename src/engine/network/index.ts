export { isPublicAddress, refusalOf } from './addresses.ts';
export { type Credential, credentialSchema, signToken } from './credentials.ts';
export { HttpTransport, type TransportOptions } from './transport.ts';
