export { ProxyMaker } from './maker.ts';
export { ProxyShelf } from './shelf.ts';
