export { ProxyMaker, type ProxyWork } from './maker.ts';
export { ProxyShelf } from './shelf.ts';
