import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  type EngineClient,
  type PackCandidate,
  type PackChoice,
  type PackOptions,
  type PackPlan,
  type PackSubject,
  type PackWarning,
  packCandidateSchema,
} from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import { personLabel } from '../shared/palette.ts';
import type { Engine } from './engine.ts';
import { safeFileName } from './export/index.ts';
import { makeFolder } from './library/index.ts';
import { sourcePicture, type ViewPictures, viewPictures } from './pack-pictures.ts';
import {
  chooseViews,
  packPicture,
  packRequests,
  promptSnippets,
  replaceFolder,
  tagIdOf,
} from './packs/index.ts';
import {
  listOutfits,
  listPeople,
  type PackSource,
  type PackView,
  packSource,
  propWords,
} from './views/index.ts';

const mostCandidates = 60;

/** What the window sees of a view. */
function candidateOf(view: PackView): PackCandidate {
  return packCandidateSchema.parse(view);
}

/** Of views that need not be enlarged or stand small, where there are enough of them. */
function chosenOf({ views }: PackSource): PackChoice {
  const atLeast = (px: number, count: number): readonly PackView[] | undefined => {
    const large = views.filter(({ longSidePx }) => longSidePx >= px);
    return large.length >= count ? large : undefined;
  };
  const { leastShortSidePx } = packPicture;
  const choice = chooseViews(atLeast(leastShortSidePx, 4) ?? atLeast(leastShortSidePx / 2, 1) ?? views);
  if (!choice) throw new CastlineError('not-found', 'There is no picture to choose from.');
  return choice;
}

function warningsOf(source: PackSource, { frontal, refers }: PackChoice): PackWarning[] {
  const warnings: PackWarning[] = [];
  const view = source.views.find(({ elementId }) => elementId === frontal);
  if (source.subject.kind !== 'prop' && view && !view.isFrontal) {
    warnings.push({ code: 'not-frontal', message: `No view of ${source.name} looks into the camera.` });
  }
  if (refers.length === 0) {
    warnings.push({
      code: 'few-views',
      message: `There is one view of ${source.name} only: an element needs a second one that differs.`,
    });
  }
  const bare = source.views.filter(
    ({ elementId, isCutOut }) => (elementId === frontal || refers.includes(elementId)) && !isCutOut,
  );
  if (bare.length > 0) {
    warnings.push({
      code: 'no-mask',
      message: `${bare.length} views of ${source.name} keep their background: no outline is known. Analyse the clip again to have one.`,
    });
  }
  return warnings;
}

function planOf(source: PackSource): PackPlan {
  const choice = chosenOf(source);
  const wanted = new Set<string>([choice.frontal, ...choice.refers, choice.garment ?? choice.frontal]);
  const shown = source.views.filter(
    ({ elementId }, index) => index < mostCandidates || wanted.has(elementId),
  );
  return {
    subject: source.subject,
    name: source.name,
    description: source.describe(choice.frontal),
    candidates: shown.map(candidateOf),
    choice,
    warnings: warningsOf(source, choice),
  };
}

type Role = 'frontal' | 'refer' | 'garment' | 'wearer';
interface WrittenView {
  readonly role: Role;
  readonly name: string;
  readonly view: PackView;
  readonly pictures: ViewPictures;
}

/** Which part of which view stands for what. */
function rolesOf(source: PackSource, choice: PackChoice) {
  const viewOf = (id: string): PackView => {
    const view = source.views.find(({ elementId }) => elementId === id);
    if (!view) throw new CastlineError('not-found', 'A chosen picture is not there any more.');
    return view;
  };
  const frontal = viewOf(choice.frontal);
  const garment = source.subject.kind === 'person' && choice.garment ? viewOf(choice.garment) : undefined;
  return [
    { role: 'frontal' as const, name: 'frontal', view: frontal, part: frontal.part },
    ...choice.refers.map((id, index) => {
      const view = viewOf(id);
      return { role: 'refer' as const, name: `refer-${index + 1}`, view, part: view.part };
    }),
    ...(garment?.clothing
      ? [{ role: 'garment' as const, name: 'garment', view: garment, part: garment.clothing }]
      : []),
    ...(source.subject.kind === 'outfit' && frontal.wearer
      ? [{ role: 'wearer' as const, name: 'wearer', view: frontal, part: frontal.wearer }]
      : []),
  ];
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reference packs of the open library. */
export function packCalls(engine: Engine): EngineClient['packs'] {
  const library = () => engine.current.library;
  return {
    subjects: async () => [
      ...listPeople(library())
        .filter(({ isHidden, face }) => !isHidden && face)
        .map((person) => ({
          kind: 'person' as const,
          id: person.id,
          name: personLabel(person),
          ...(person.face ? { crop: person.face } : {}),
        })),
      ...listOutfits(library()).map((outfit) => ({
        kind: 'outfit' as const,
        id: outfit.id,
        name: outfit.name ?? `${personLabel(library().people.get(outfit.identityId))}, look ${outfit.number}`,
        ...(outfit.best ? { crop: outfit.best } : {}),
      })),
      ...propWords(library()).map((word) => ({ kind: 'prop' as const, id: word, name: word })),
    ],
    plan: async (subject: PackSubject) => planOf(packSource(library(), subject)),
    write: async ({ subject, folder, choice, options }) => {
      makeFolder(folder);
      const source = packSource(library(), subject);
      const chosen = choice ?? chosenOf(source);
      const warnings = warningsOf(source, chosen);
      const written = await writeViews(engine, source, chosen, options, warnings);
      const files = packFiles(engine, source, chosen, options, { written, warnings });
      const path = await replaceFolder(join(folder, safeFileName(source.name)), files);
      return { subject: source.subject, name: source.name, path, files: [...files.keys()], warnings };
    },
  };
}

async function writeViews(
  engine: Engine,
  source: PackSource,
  choice: PackChoice,
  { enlarge }: PackOptions,
  warnings: PackWarning[],
): Promise<WrittenView[]> {
  const tools = await engine.findMedia();
  const { library, signal } = engine.current;
  const written: WrittenView[] = [];
  for (const { role, name, view, part } of rolesOf(source, choice)) {
    const picture = await sourcePicture(library, tools, view, signal);
    const pictures = await viewPictures(tools, picture, part, enlarge, signal);
    const size = `${view.longSidePx} pixels of "${view.clip}" at ${view.timecode}`;
    if (pictures) {
      written.push({ role, name, view, pictures });
      if (pictures.isEnlarged) warnings.push({ code: 'enlarged', message: `Enlarged: ${name}, ${size}.` });
    } else if (role === 'frontal') {
      throw new CastlineError(
        'invalid-request',
        `The best picture of "${source.name}" is too small (${size}): allow it to be enlarged, or choose another one.`,
      );
    } else {
      warnings.push({ code: 'too-small', message: `Left out as too small: ${name}, ${size}.` });
    }
  }
  const small = written.filter(
    ({ view, pictures }) => !pictures.isEnlarged && view.longSidePx < packPicture.leastShortSidePx,
  );
  if (small.length > 0 && !enlarge) {
    warnings.push({
      code: 'small',
      message: `${small.length} of the views of ${source.name} have less than ${packPicture.leastShortSidePx} pixels and stand small on white: allow enlarging, or use footage with more pixels.`,
    });
  }
  return written;
}

/** The files of a pack by name: pictures, `pack.json` and the request bodies. */
function packFiles(
  engine: Engine,
  source: PackSource,
  choice: PackChoice,
  options: PackOptions,
  made: { readonly written: readonly WrittenView[]; readonly warnings: readonly PackWarning[] },
): Map<string, Uint8Array | string> {
  const { library } = engine.current;
  const files = new Map<string, Uint8Array | string>();
  const views = made.written.map(({ role, name, view, pictures }) => {
    const file = `${name}.${pictures.ending}`;
    files.set(file, pictures.opaque);
    files.set(`cut-outs/${name}.png`, pictures.cutOut);
    files.set(`masks/${name}.png`, pictures.mask);
    const asset = library.assets.get(view.assetId);
    return {
      role,
      file,
      cutOut: `cut-outs/${name}.png`,
      mask: `masks/${name}.png`,
      widthPx: pictures.widthPx,
      heightPx: pictures.heightPx,
      bytes: pictures.opaque.length,
      sha256: sha256(pictures.opaque),
      isCutOut: view.isCutOut,
      isEnlarged: pictures.isEnlarged,
      ...(view.yawDegrees === undefined
        ? {}
        : { yawDegrees: view.yawDegrees, pitchDegrees: view.pitchDegrees }),
      isFrontal: view.isFrontal,
      source: {
        clip: asset.name,
        path: asset.path,
        bytes: asset.bytes,
        sha256First64k: asset.sha256First64k,
        frame: view.frame,
        timecode: view.timecode,
        element: view.elementId,
        box: view.crop.box,
      },
    };
  });
  const base64 = (wanted: Role) =>
    made.written.flatMap(({ role, pictures }) =>
      role === wanted ? [pictures.opaque.toString('base64')] : [],
    );
  const [wearer] = base64('wearer');
  const facts = {
    kind: source.subject.kind,
    name: source.name,
    description: source.describe(choice.frontal),
    tagId: tagIdOf(source.subject.kind, source.subject.id),
    pictures: made.written.flatMap(({ role, pictures }) =>
      role === 'wearer' ? [] : [{ role, base64: pictures.opaque.toString('base64') }],
    ),
    ...(wearer === undefined ? {} : { wearer }),
  };
  const requests = packRequests(facts, options.retired).map(({ target, body }) => {
    const file = `requests/${target.id}.json`;
    files.set(file, `${JSON.stringify(body, null, 1)}\n`);
    const { id, name, method, path, isRetired } = target;
    return { target: id, name, method, path, isRetired, file };
  });
  const { imageList, ids, element } = promptSnippets(facts);
  const pack = {
    schema: 'castline-reference-pack',
    version: '1.0.0',
    generator: { name: 'Castline', version: engine.options.version },
    subject: source.subject,
    name: facts.name,
    description: facts.description,
    tagId: facts.tagId,
    views,
    prompts: { imageList, ids, element },
    requests,
    warnings: made.warnings,
  };
  files.set('pack.json', `${JSON.stringify(pack, null, 2)}\n`);
  return files;
}
