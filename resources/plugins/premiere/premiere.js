// The calls of Premiere's UXP interface (25.6): each takes `ppro`, so that they run against anything of that shape.

const ticks = (ppro, value) => ppro.TickTime.createWithTicks(String(value));

/** Actions have to be made inside of the lock, and all of them are one step to undo. */
function transact(project, label, makeActions) {
  let done = false;
  project.lockedAccess(() => {
    done = project.executeTransaction((compound) => {
      for (const action of makeActions()) compound.addAction(action);
    }, label);
  });
  return done;
}

/** Puts markers on a clip or a sequence in place of those of an earlier run. Gives how many there are now. */
async function putMarkers(ppro, project, owner, markers) {
  const list = await ppro.Markers.getMarkers(owner);
  const isOurs = (marker) => /\[castline:[\w-]+[^\]]*\]/.test(marker.getComments());
  const before = list.getMarkers().filter(isOurs);
  transact(project, 'Castline: add markers', () => [
    ...before.map((marker) => list.createRemoveMarkerAction(marker)),
    ...markers.map(({ name, note, start, duration }) =>
      list.createAddMarkerAction(name, 'Comment', ticks(ppro, start), ticks(ppro, duration), note),
    ),
  ]);
  const after = (await ppro.Markers.getMarkers(owner)).getMarkers().filter(isOurs);
  const colours = new Map(markers.map(({ note, colour }) => [note, colour]));
  transact(project, 'Castline: colour markers', () =>
    after.map((marker) => marker.createSetColorByIndexAction(colours.get(marker.getComments()) ?? 6)),
  );
  return after.length;
}

/** Files of the clips that are selected in the project panel, with the items. */
async function selectedClips(ppro, project) {
  const selection = await ppro.ProjectUtils.getSelection(project);
  const items = (await selection.getItems()).flatMap((item) => ppro.ClipProjectItem.cast(item) ?? []);
  return Promise.all(items.map(async (item) => ({ item, path: await item.getMediaFilePath() })));
}

/** The parts of a sequence's video tracks, with the file that each shows. Times in ticks. */
async function sequenceParts(ppro, sequence) {
  const parts = [];
  for (let index = 0; index < (await sequence.getVideoTrackCount()); index += 1) {
    const track = await sequence.getVideoTrack(index);
    for (const item of await track.getTrackItems(ppro.Constants.TrackItemType.CLIP, false)) {
      const clip = ppro.ClipProjectItem.cast(await item.getProjectItem());
      if (!clip) continue;
      const [start, end, from] = [await item.getStartTime(), await item.getEndTime(), await item.getInPoint()];
      parts.push({
        path: await clip.getMediaFilePath(),
        at: BigInt(start.ticks),
        from: BigInt(from.ticks),
        length: BigInt(end.ticks) - BigInt(start.ticks),
      });
    }
  }
  return parts;
}

if (typeof module !== 'undefined') module.exports = { putMarkers, selectedClips, sequenceParts };
