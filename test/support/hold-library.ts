/** Opens a library and keeps it open until it is killed: `node hold-library.ts <library>`. */
import { Library } from '../../src/engine/library/index.ts';

const library = new Library(process.argv[2] ?? '', { create: false });
process.stdout.write(library.isReadOnly ? 'reading\n' : 'writing\n');
// Named here, so that it is not collected with its lock.
setInterval(() => library.isReadOnly, 60_000);
