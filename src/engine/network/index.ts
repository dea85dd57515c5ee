export { HttpTransport, type TransportOptions } from './transport.ts';
