import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small JSON file of the profile. What is missing or broken in it is as usual; it is never half written. */
export class JsonFile<Value extends object> {
  private readonly path: string;
  private readonly schema: z.ZodType<Value>;
  private readonly usual: Value;
  private writing: Promise<void> = Promise.resolve();
  private value: Value;

  constructor(path: string, schema: z.ZodType<Value>, usual: Value) {
    this.path = path;
    this.schema = schema;
    this.usual = usual;
    this.value = this.load();
  }

  read(): Value {
    return this.value;
  }

  /** Shown at once to whoever reads next; on disk when the promise is kept. */
  async write(value: Value): Promise<void> {
    this.value = value;
    const text = JSON.stringify(value, null, 2);
    // One after the other: two writers of one temporary file would spoil it.
    this.writing = this.writing
      .catch(() => undefined)
      .then(async () => {
        await mkdir(dirname(this.path), { recursive: true });
        await writeFile(`${this.path}.new`, text);
        await rename(`${this.path}.new`, this.path);
      });
    await this.writing;
  }

  private load(): Value {
    if (!existsSync(this.path)) return this.usual;
    try {
      const stored: unknown = JSON.parse(readFileSync(this.path, 'utf8'));
      const whole = this.schema.safeParse({ ...this.usual, ...(stored as object) });
      return whole.success ? whole.data : this.usual;
    } catch {
      return this.usual;
    }
  }
}
