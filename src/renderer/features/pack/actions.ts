import { create } from 'zustand';
import type { PackChoice, PackOptions, PackSubject } from '../../../shared/contract/index.ts';
import { toCastlineError } from '../../../shared/errors.ts';
import { attempt } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';

const toast = useToasts.getState().show;

interface PackWriting {
  readonly done: number;
  /** 0 while none is written. */
  readonly total: number;
  readonly isCancelled: boolean;
  cancel(): void;
}

export const usePackWriting = create<PackWriting>()((set) => ({
  done: 0,
  total: 0,
  isCancelled: false,
  cancel: () => set({ isCancelled: true }),
}));

const showAction = ({ client }: Environment, path: string) => ({
  label: texts().handover.show,
  run: () => attempt(client.shell.showInFolder({ path })),
});

const idle = { done: 0, total: 0, isCancelled: false };

/** Asks for a folder and writes one pack into it. */
export async function writePack(
  environment: Environment,
  what: { readonly subject: PackSubject; readonly choice: PackChoice; readonly options: PackOptions },
): Promise<void> {
  const { client } = environment;
  const folder = await client.shell.chooseExportPath({ suggestedName: '' });
  if (folder === null) return;
  usePackWriting.setState({ ...idle, total: 1 });
  try {
    const { path, name, warnings } = await client.packs.write({ ...what, folder });
    toast({
      topic: 'export',
      title: texts().handover.packWritten(name),
      ...(warnings[0] ? { text: warnings[0].message } : {}),
      action: showAction(environment, path),
    });
  } finally {
    usePackWriting.setState(idle);
  }
}

/** Writes everybody's packs one after the other, until it is cancelled; what fails is counted and the rest goes on. */
export async function writeAllPacks(environment: Environment, options: PackOptions): Promise<void> {
  const { client } = environment;
  const folder = await client.shell.chooseExportPath({ suggestedName: '' });
  if (folder === null) return;
  const subjects = (await client.packs.subjects()).filter(({ kind }) => kind !== 'prop');
  const failures: string[] = [];
  let last: string | undefined;
  let written = 0;
  usePackWriting.setState({ ...idle, total: subjects.length });
  try {
    for (const { kind, id, name } of subjects) {
      if (usePackWriting.getState().isCancelled) break;
      try {
        last = (await client.packs.write({ subject: { kind, id }, folder, options })).path;
        written += 1;
      } catch (thrown) {
        failures.push(`${name}: ${toCastlineError(thrown).message}`);
      }
      usePackWriting.setState(({ done }) => ({ done: done + 1 }));
    }
  } finally {
    usePackWriting.setState(idle);
  }
  const { handover } = texts();
  if (failures.length > 0) {
    toast({
      tone: 'error',
      title: handover.packsFailed(failures.length),
      text: failures.slice(0, 3).join(' '),
    });
  }
  if (last !== undefined) {
    toast({ topic: 'export', title: handover.packsWritten(written), action: showAction(environment, last) });
  }
}
