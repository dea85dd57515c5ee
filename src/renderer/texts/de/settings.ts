import type { Texts } from '../en/index.ts';

export const settings: Texts['settings'] = {
  description: 'Zuerst die dieses Rechners, dann die dieser Bibliothek; sie gehen mit ihr mit.',
};
