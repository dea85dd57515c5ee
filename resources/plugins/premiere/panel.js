// The panel: opens a manifest, marks, lists the ranges and jumps to them.
const ppro = require('premierepro');
const { localFileSystem } = require('uxp').storage;

let manifest;
const byId = (id) => document.getElementById(id);
const say = (text) => {
  byId('status').textContent = text;
};

async function openManifest() {
  const file = await localFileSystem.getFileForOpening({ types: ['json'] });
  if (!file) return;
  const read = JSON.parse(await file.read());
  if (read.schema !== 'element-manifest') return say('This is no Castline manifest.');
  manifest = read;
  say(`${manifest.media.length} clips, ${manifest.elements.length} ranges`);
}

async function markClip() {
  if (!manifest) return say('Open a manifest first.');
  const project = await ppro.Project.getActiveProject();
  let count = 0;
  for (const { item, path } of await selectedClips(ppro, project)) {
    const media = mediaOf(manifest, path);
    if (media) count += await putMarkers(ppro, project, item, markersOf(manifest, media));
  }
  say(count === 0 ? 'Select a clip that the manifest knows in the project panel.' : `${count} markers`);
}

async function markSequence() {
  if (!manifest) return say('Open a manifest first.');
  const project = await ppro.Project.getActiveProject();
  const sequence = await project.getActiveSequence();
  if (!sequence) return say('Open a sequence first.');
  const markers = (await sequenceParts(ppro, sequence)).flatMap((part) => {
    const media = mediaOf(manifest, part.path);
    return media ? inSequence(markersOf(manifest, media), part) : [];
  });
  say(`${await putMarkers(ppro, project, sequence, markers)} markers`);
  byId('ranges').replaceChildren(...markers.map((marker) => jumpRow(sequence, marker)));
}

function jumpRow(sequence, { name, start }) {
  const button = document.createElement('button');
  button.textContent = name;
  button.onclick = () => guard(sequence.setPlayerPosition(ppro.TickTime.createWithTicks(String(start))));
  const row = document.createElement('li');
  row.append(button);
  return row;
}

const guard = (work) => work.catch((error) => say(String(error?.message ?? error)));
byId('open').onclick = () => guard(openManifest());
byId('clip').onclick = () => guard(markClip());
byId('sequence').onclick = () => guard(markSequence());
