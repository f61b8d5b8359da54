package io.seedmill.pipeline.raw;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.sources.cache.CacheLimits;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.GenerationPlan.Entry;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.raw.RawPiece;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The start of a run with checkpoints: its name, and the files that exist already.
 *
 * @param unfinished the unfinished run of the same plan that goes on; empty for a new one
 * @param found what raw files have
 * @param damaged the raw files that cannot be used, whose samples are made again
 * @param left what else published runs have, which this one makes again because it may have changed
 * @param outdated what else unfinished runs have: answers that are older than their {@code ttl}
 */
public record Resume(
    Optional<String> unfinished,
    Coverage found,
    List<RawFiles.Unusable> damaged,
    long left,
    long outdated) {

  /** The samples of published runs that a new run takes over. */
  public enum Reuse {
    /** Those of built-in generators: their version changes when their samples do. */
    BUILT_IN,
    /** Those of programs, files and plugins too, but never answers, which change with time. */
    REPRODUCIBLE;

    /** Returns the rule for entries. */
    public Predicate<Entry> entries() {
      if (this == REPRODUCIBLE) {
        return Entry::isReproducible;
      }
      Catalogue builtIn = Catalogue.load();
      return entry -> entry.outside() == null && builtIn.find(entry.generator()).isPresent();
    }
  }

  /** Takes nothing over. */
  public static Resume fresh(GenerationPlan plan) {
    return new Resume(Optional.empty(), Coverage.none(plan), List.of(), 0, 0);
  }

  /**
   * Takes over what an output has: first the files of the unfinished run, then those of other
   * unfinished runs, then those of published ones as far as {@code reuse} says; of several the
   * newest.
   *
   * @param planDigest the plan's fingerprint, by which an unfinished run is known
   * @param wantedRun the name that the user gave; empty for that of an unfinished run
   */
  public static Resume in(
      Storage output,
      GenerationPlan plan,
      String planDigest,
      Optional<String> wantedRun,
      Reuse reuse)
      throws IOException {
    RawFiles files = RawFiles.in(output);
    Set<String> published = files.publishedRuns(output);
    Optional<String> run =
        wantedRun.isPresent() ? wantedRun : files.unfinishedRun(planDigest, published);
    List<RawNote> own = new ArrayList<>();
    List<RawNote> unfinished = new ArrayList<>();
    List<RawNote> finished = new ArrayList<>();
    for (RawNote all : files.usable()) {
      RawNote note = all.withoutReduced(); // what it lacks may be in no other file of this run
      if (note.run().equals(run.orElse(""))) {
        own.add(note);
      } else { // a new run tries samples again that failed
        (published.contains(note.run()) ? finished : unfinished).add(note.withoutFailures());
      }
    }
    Comparator<RawNote> newestFirst =
        Comparator.comparing((RawNote note) -> Instant.parse(note.finishedAt())).reversed();
    unfinished.sort(newestFirst);
    finished.sort(newestFirst);
    own.addAll(unfinished);
    Coverage found = current(plan, own).and(finished, reuse.entries());
    Coverage more = Coverage.none(found.rest()).and(finished, Entry::isReproducible);
    return new Resume(
        run,
        found.ofEarlierRuns(),
        files.unusable(),
        more.samples(),
        Coverage.of(found.rest(), own).samples());
  }

  /** Returns what raw files have, but for answers that a cache would not use any more. */
  private static Coverage current(GenerationPlan plan, List<RawNote> notes) {
    Instant now = Instant.now();
    return Coverage.none(plan)
        .and(notes, entry -> true, (entry, piece) -> isCurrent(entry, piece, now));
  }

  private static boolean isCurrent(Entry entry, RawNote.Piece piece, Instant now) {
    if (entry.isReproducible() || piece.fetched() == null || piece.fetched().firstMillis() == 0) {
      return true;
    }
    Instant oldest = Instant.ofEpochMilli(piece.fetched().firstMillis());
    return entry.outside().ttl().map(ttl -> CacheLimits.isYoung(oldest, ttl, now)).orElse(true);
  }

  /**
   * Takes over the tasks of a batch that was not finished. Once its file is there they are gone, so
   * that a batch which is made again is made anew.
   *
   * @param part the batch's part of the plan
   * @param planDigest the fingerprint of the whole plan
   */
  public static Resume ofBatch(
      Storage output, GenerationPlan part, String planDigest, String run, RawNote.Batch batch)
      throws IOException {
    List<RawNote> notes = new ArrayList<>();
    List<RawFiles.Unusable> damaged = new ArrayList<>();
    for (RawNote note : RawFiles.of(run, output).usable()) {
      if (note.plan().equals(planDigest) && batch.equals(note.batch()) && isOfTask(note)) {
        if (note.damaged(output).isEmpty()) {
          notes.add(note);
        } else {
          damaged.add(new RawFiles.Unusable(note.path(), "its lines are not those of its note"));
        }
      }
    }
    Coverage found = current(part, notes);
    List<String> cut =
        found.pieces().stream()
            .filter(piece -> !piece.wanted().equals(piece.range()))
            .map(RawPiece::path)
            .toList();
    notes.removeIf(note -> cut.contains(note.path())); // of another shard size
    Coverage whole = current(part, notes);
    long outdated = Coverage.of(whole.rest(), notes).samples();
    return new Resume(Optional.of(run), whole, damaged, 0, outdated);
  }

  /** Returns true if a raw file is that of a single task. */
  static boolean isOfTask(RawNote note) {
    return new DatasetLayout(note.run(), "")
        .isRawOfTask(note.path().substring(DatasetLayout.RAW.length() + 1));
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
    DatasetLayout layout = new DatasetLayout(unfinished.get(), "");
    for (String name : names) {
      if (layout.isRawOfTask(name)
          && name.endsWith(".jsonl")
          && !notes.contains(name.replaceFirst("l$", ""))) {
        output.delete(DatasetLayout.RAW + "/" + name);
      }
    }
  }
}
