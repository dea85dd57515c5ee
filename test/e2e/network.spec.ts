import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clipRow, expect, namePerson, test, untilRested } from '../support/desk.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import { launchCastline } from '../support/electron.ts';
import { canTrace, contactsIn } from '../support/fuzz/trace.ts';

test.skip(!canTrace(), 'strace is not there, or may not trace');

test('a whole session, from footage to hand-over, speaks to nobody but this computer', async ({ folder }) => {
  const log = join(folder, 'calls.strace');
  const through = join(folder, 'traced.sh');
  // The test steers the window by a port of its own, on this computer.
  const calls = 'socket,connect,bind,sendto,sendmsg,sendmmsg';
  writeFileSync(
    through,
    `#!/bin/sh\nexec strace -f --seccomp-bpf -s 200 -e trace=${calls} -o '${log}' "$CASTLINE_ELECTRON" "$@"\n`,
  );
  chmodSync(through, 0o755);
  mkdirSync(join(folder, 'out'));
  const { path } = await cutsFixture();
  const { page, close, complaints } = await launchCastline({
    library: join(folder, 'Shoot.castline'),
    userDataDir: join(folder, 'profile'),
    args: [path],
    through,
  });
  try {
    await untilRested(page, 1);
    await clipRow(page, 'cuts.mp4').click();
    await namePerson(page, 1, 'Anna');
    await page.keyboard.press('Space');
    await page.waitForTimeout(1000);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('region', { name: 'Safety' }).getByRole('button', { name: 'Back up now' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^About/ }).click();
    await page.keyboard.press('Escape');
    const written = await page.evaluate(
      (out) =>
        window.castline.call({
          area: 'export',
          name: 'write',
          input: {
            format: 'fcpxml',
            selection: { confirmedOnly: false, appearances: true, shots: true },
            options: {},
            path: out,
          },
        }),
      join(folder, 'out'),
    );
    expect(written).toMatchObject({ ok: true });
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
  expect(existsSync(log)).toBe(true);
  const { away, calls: watched } = contactsIn(readFileSync(log, 'latin1'));
  expect(watched).toBeGreaterThan(20);
  expect(away).toEqual([]);
});
