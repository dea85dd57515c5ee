import { createContext } from 'react';
import type { Command } from './command.ts';

/** The command of the button around: what is written on it follows its keys. */
export const CommandContext = createContext<Command | undefined>(undefined);
