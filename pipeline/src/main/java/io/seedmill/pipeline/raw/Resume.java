package io.seedmill.pipeline.raw;

import io.seedmill.transforms.GenerationPlan;
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
 * How a run with checkpoints begins: under which name, and with what is there already.
 *
 * @param unfinished the unfinished run of the same plan that goes on; empty for a new one
 * @param found what raw files have
 */
public record Resume(Optional<String> unfinished, Coverage found) {

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
    if (run.isPresent()) {
      removeWithoutNote(output, run.get(), files);
    }
    return new Resume(run, Coverage.of(plan, reusable(files.usable(), run.orElse(""))));
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

  /** Removes files of which the process was killed before it wrote the note. */
  private static void removeWithoutNote(Storage output, String run, RawFiles files)
      throws IOException {
    Set<String> kept = new HashSet<>();
    files.usable().forEach(note -> kept.add(note.path()));
    files.unusable().forEach(file -> kept.add(file.path()));
    for (String name : output.list(DatasetLayout.RAW)) {
      String path = DatasetLayout.RAW + "/" + name;
      if (name.matches("batch-[0-9]+-[0-9]+-[0-9]+-.*\\.jsonl")
          && name.replaceFirst("batch-[0-9]+-[0-9]+-[0-9]+-", "").equals(run + ".jsonl")
          && !kept.contains(path)) {
        output.delete(path);
      }
    }
  }
}
