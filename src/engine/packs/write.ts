import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';

/** The file by which a pack's folder is known. */
const mark = 'pack.json';

async function isOurs(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, mark), 'utf8').catch(() => '');
  return text.includes('"castline-reference-pack"');
}

/**
 * Writes a folder so that its name always stands for a whole one: beside it, then renamed. One of the same name is replaced
 * when Castline wrote it; another gets a number after its name.
 *
 * @param files by name, which may hold one folder
 * @returns the folder's path
 * @throws CastlineError disk-full, no-permission, write-failed
 */
export async function replaceFolder(
  wanted: string,
  files: ReadonlyMap<string, Uint8Array | string>,
): Promise<string> {
  const short = randomUUID().slice(0, 8);
  const unfinished = join(dirname(wanted), `.${basename(wanted)}.${short}`);
  const aside = `${unfinished}.old`;
  try {
    for (const [name, content] of files) {
      const path = join(unfinished, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, { flush: true });
    }
    let target = wanted;
    for (let n = 2; (await stat(target).catch(() => undefined)) && !(await isOurs(target)); n += 1) {
      target = `${wanted} ${n}`;
    }
    const hasOld = (await stat(target).catch(() => undefined)) !== undefined;
    if (hasOld) await rename(target, aside);
    await rename(unfinished, target).catch(async (thrown: unknown) => {
      if (hasOld) await rename(aside, target);
      throw thrown;
    });
    if (hasOld) await rm(aside, { recursive: true, force: true });
    return target;
  } catch (thrown) {
    await rm(unfinished, { recursive: true, force: true });
    const known = toCastlineError(thrown).code;
    const code = known === 'disk-full' || known === 'no-permission' ? known : 'write-failed';
    throw new CastlineError(code, `The folder "${wanted}" could not be written.`, { cause: thrown });
  }
}
