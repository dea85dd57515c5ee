import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkModels, readModelList } from '../engine/recognition/index.ts';
import { exitCodes, type Output } from './output.ts';

const modelsDir = fileURLToPath(new URL('../../resources/models', import.meta.url));
const resources = join(modelsDir, '..');

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** `models list`: what each model is for, where it comes from and under which licence. */
export async function listModels(output: Output): Promise<number> {
  const models = (await readModelList(modelsDir)).map(
    ({ id, job, file, bytes, version, licence, notice }) => ({
      ...{ id, job, file: join(modelsDir, file), bytes, version, licence },
      notice: join(resources, notice),
    }),
  );
  output.result(
    { models },
    models.map(
      ({ id, job, bytes, version, licence, notice }) =>
        `${id.padEnd(11)} ${megabytes(bytes).padStart(8)}  ${licence.padEnd(10)}  ${job}\n${' '.repeat(12)}from ${version}; licence in ${notice}`,
    ),
  );
  return exitCodes.done;
}

/** `models verify`: compares every file with its hash; fails when one is missing or damaged, and names it. */
export async function verifyModels(output: Output): Promise<number> {
  const models = await checkModels(modelsDir);
  output.result(
    { models },
    models.flatMap(({ id, error }) =>
      error ? [`damaged  ${id}: ${error.message}`, `         ${error.nextStep}`] : [`whole    ${id}`],
    ),
  );
  return models.some(({ error }) => error) ? exitCodes.failed : exitCodes.done;
}
