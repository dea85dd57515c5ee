import type { ToolFacts } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import type { MediaTools } from './media/index.ts';
import { defaultEmbedder, type ModelId, modelRuntime, readModelList } from './recognition/index.ts';

interface SystemSources {
  readonly media: MediaTools | CastlineError;
  readonly sqliteVersion: string;
  readonly modelsDir: string;
}

/** What each model is for, in the words of someone who cuts film. */
const purposes: Record<ModelId, string> = {
  fr_detect: 'Finds faces',
  facemesh: 'Makes sure of a face',
  fr_feature: 'Tells people apart',
  dlib: 'Tells people apart, in another way',
  nanodet: 'Finds people and things',
  selfie: 'Draws people',
  blazepose: 'Finds joints, and parts people from each other',
  u2netp: 'Draws what stands out where nobody is',
  cloth: 'Draws clothes',
  ocr_detect: 'Finds writing',
  ocr_read: 'Reads writing',
};

/** The job that one of several models does; the others are there to be compared with it. */
const embedding = 'face embedding';

function mediaFacts(media: MediaTools | CastlineError): ToolFacts[] {
  if (media instanceof CastlineError) {
    return [
      { name: 'ffmpeg', version: 'not found', detail: `${media.message} ${media.nextStep}`, inUse: false },
    ];
  }
  return media.candidates.map((candidate) => ({
    name: candidate.program,
    version: candidate.version || 'unknown',
    detail: `${candidate.path}: ${candidate.reason}`,
    inUse: candidate.inUse,
  }));
}

/** What runs the models; that nothing does is told as the others are. */
async function runtimeFacts(): Promise<ToolFacts> {
  const name = 'ONNX Runtime';
  try {
    const { name: kind, version } = await modelRuntime();
    const detail =
      kind === 'native'
        ? 'inside onnxruntime-node'
        : 'WebAssembly, inside onnxruntime-web: several times slower';
    return { name, version, detail, inUse: true };
  } catch (thrown) {
    return { name, version: 'does not run', detail: String(thrown), inUse: false };
  }
}

/** Which programs and models are in use, where they came from and why: for About and `castline doctor`. */
export async function systemFacts(
  sources: SystemSources,
): Promise<{ tools: ToolFacts[]; models: ToolFacts[] }> {
  const own: ToolFacts[] = [
    { name: 'Node', version: process.versions.node, detail: process.execPath, inUse: true },
    { name: 'SQLite', version: sources.sqliteVersion, detail: 'inside better-sqlite3', inUse: true },
  ];
  if (process.versions.electron) {
    own.unshift({
      name: 'Electron',
      version: process.versions.electron,
      detail: process.execPath,
      inUse: true,
    });
  }
  const models = await readModelList(sources.modelsDir);
  return {
    tools: [...own, await runtimeFacts(), ...mediaFacts(sources.media)],
    models: models.map((model) => ({
      name: model.id,
      purpose: purposes[model.id],
      version: model.version,
      detail: `${model.licence}; from ${model.source.package} ${model.source.version}`,
      inUse: model.job !== embedding || model.id === defaultEmbedder,
    })),
  };
}
