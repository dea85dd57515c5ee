import type { ExportFormat, ExportRequest, ExportResult } from '../../../shared/contract/index.ts';
import { toCastlineError } from '../../../shared/errors.ts';
import { attempt, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { fetchedAnew, keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';

const toast = useToasts.getState().show;

export const exportKeys = {
  formats: ['export', 'formats'],
  remembered: ['export', 'remembered'],
  preview: (request: ExportRequest) => ['cast', 'export-preview', request],
} as const;

const showAction = ({ client }: Environment, path: string) => ({
  label: texts().handover.show,
  run: () => attempt(client.shell.showInFolder({ path })),
});

/** Asks where to; null when the dialog was closed. */
export async function askPath(
  { client, queries }: Environment,
  format: ExportFormat,
  fileCount: number,
): Promise<string | null> {
  const library = await queries.fetchQuery({
    queryKey: keys.library,
    queryFn: () => client.library.current(),
  });
  const single = format.per === 'library' || fileCount === 1;
  const extension = format.extension.slice(format.extension.lastIndexOf('.'));
  return client.shell.chooseExportPath({
    suggestedName: `${library.name}${format.extension}`,
    ...(single ? { extension } : {}),
  });
}

/** Writes an export and says where it is. */
export async function writeExport(
  environment: Environment,
  format: ExportFormat,
  request: ExportRequest & { readonly path: string },
): Promise<ExportResult> {
  const result = await environment.client.export.write(request);
  await environment.queries.invalidateQueries({ queryKey: exportKeys.remembered });
  toast({
    topic: 'export',
    title: texts().handover.exported(format.name),
    text: texts().handover.written(result.rangeCount, result.files.length),
    action: showAction(environment, result.path),
  });
  return result;
}

/** Writes all that was exported from this library once more, each format as it was the last time. */
export async function exportAgain(environment: Environment): Promise<void> {
  const { client } = environment;
  const { handover } = texts();
  const last = await client.export.remembered();
  if (last.length === 0) {
    toast({ topic: 'export', title: handover.noneYet });
    environment.desk.getState().openDialog('export');
    return;
  }
  let path: string | undefined;
  let written = 0;
  for (const request of last) {
    try {
      path = (await client.export.write(request)).path;
      written += 1;
    } catch (thrown) {
      const { message, nextStep } = toCastlineError(thrown);
      toast({ tone: 'error', title: `${request.format}: ${message}`, text: nextStep });
    }
  }
  if (path === undefined) return;
  toast({
    topic: 'export',
    title: handover.again(written),
    text: last.map(({ format }) => format).join(', '),
    action: showAction(environment, path),
  });
}

/** Makes differences of a file that came back the editor's word, as one step to undo. */
export async function acceptChanges(
  environment: Environment,
  path: string,
  ids: readonly string[],
): Promise<void> {
  const { accepted } = await environment.client.export.acceptImport({ path, ids: [...ids] });
  await fetchedAnew(environment.queries, keys.cast, keys.details, keys.tags, keys.edits);
  toast({
    topic: 'edit',
    title: texts().handover.accepted(accepted),
    action: { label: texts().handover.undo, run: () => attempt(undo(environment)) },
  });
}
