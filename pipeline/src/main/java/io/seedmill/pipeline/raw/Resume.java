package io.seedmill.pipeline.raw;

import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The start of a run with checkpoints: its name, and the files that exist already.
 *
 * @param unfinished the unfinished run of the same plan that goes on; empty for a new one
 * @param found what raw files have
 */
public record Resume(Optional<String> unfinished, Coverage found) {

  private static final String TASK = "batch-[0-9]+-[0-9]+-[0-9]+";

  /** Takes nothing over. */
  public static Resume fresh(GenerationPlan plan) {
    return new Resume(Optional.empty(), Coverage.none(plan));
  }

  /**
   * Takes over what an output has.
   *
   * @param planDigest the plan's fingerprint, by which an unfinished run is known
   * @param wantedRun the name that the user gave; empty for that of an unfinished run
   */
  public static Resume in(
      Storage output, GenerationPlan plan, String planDigest, Optional<String> wantedRun)
      throws IOException {
    RawFiles files = RawFiles.in(output);
    Optional<String> run =
        wantedRun.isPresent() ? wantedRun : files.unfinishedRun(planDigest, output);
    return new Resume(
        run, Coverage.of(plan, reusable(files.usable(), run.orElse(""))).ofEarlierRuns());
  }

  /**
   * First the unfinished run's own, then those of others, but for pieces with failures: a new run
   * tries those samples again.
   */
  private static List<RawNote> reusable(List<RawNote> notes, String run) {
    List<RawNote> own = new ArrayList<>();
    List<RawNote> others = new ArrayList<>();
    for (RawNote note : notes) {
      if (note.run().equals(run)) {
        own.add(note);
      } else {
        others.add(note.withoutFailures());
      }
    }
    own.addAll(others);
    return own;
  }

  /**
   * Removes what an attempt at the unfinished run has left that was killed before it wrote a note.
   * No other attempt may go on.
   */
  public void removeFilesWithoutNote(Storage output) throws IOException {
    if (unfinished.isEmpty()) {
      return;
    }
    List<String> names = output.list(DatasetLayout.RAW);
    Set<String> notes = new HashSet<>(names);
    String ending = "-" + unfinished.get() + ".jsonl";
    for (String name : names) {
      String note = name.replaceFirst("l$", "");
      if (name.endsWith(ending)
          && name.substring(0, name.length() - ending.length()).matches(TASK)
          && !notes.contains(note)) {
        output.delete(DatasetLayout.RAW + "/" + name);
      }
    }
  }
}
