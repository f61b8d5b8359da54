package io.seedmill.pipeline.raw;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.seedmill.generators.IndexRange;
import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The raw files of a run's batches, held against its plan.
 *
 * @param run the run's name
 * @param found what they have of the plan
 * @param complaints what is wrong, a sentence each
 * @param isUsable whether what is there is of this plan, so that something can be made of it
 */
public record RawBatches(String run, Coverage found, List<String> complaints, boolean isUsable) {

  private static final int MOST_NAMED = 20;

  public RawBatches {
    complaints = List.copyOf(complaints);
  }

  /** Looks which batches of a run are there. */
  public static RawBatches of(String run, Plan plan, Storage output) throws IOException {
    RawFiles files = RawFiles.of(run, output);
    List<String> complaints = new ArrayList<>();
    for (RawFiles.Unusable unusable : files.unusable()) {
      complaints.add("%s is damaged: %s".formatted(unusable.path(), unusable.reason()));
    }
    if (files.usable().isEmpty()) {
      complaints.add(
          "--run-id: found no raw file of run '%s' in %s; allowed: a run of 'seedmill generate'"
              .formatted(run, DatasetLayout.RAW));
      return new RawBatches(run, Coverage.none(plan.generation()), complaints, false);
    }
    List<String> foreign = new ArrayList<>();
    for (RawNote note : files.usable()) {
      if (!isOfLease(note) && !note.plan().equals(plan.digest())) {
        foreign.add(
            ("%s is of another plan: found %s; allowed: %s, from the same dataset, programs,"
                    + " files and options as for the batches")
                .formatted(note.path(), note.plan(), plan.digest()));
      }
    }
    if (!foreign.isEmpty()) {
      return new RawBatches(run, Coverage.none(plan.generation()), foreign, false);
    }
    List<RawNote> batchesFirst = new ArrayList<>(files.usable()); // tasks are of unfinished ones
    batchesFirst.sort(
        Comparator.comparing(Resume::isOfTask)
            .thenComparing(note -> isOfLease(note) && note.failed() > 0)); // it was tried again
    Coverage found = Coverage.of(plan.generation(), batchesFirst);
    complaints.addAll(missing(run, plan, found, files));
    return new RawBatches(run, found, complaints, true);
  }

  /** Names the batches that are not there, as far as the others say how many there are. */
  private static List<String> missing(String run, Plan plan, Coverage found, RawFiles files) {
    if (found.rest().samples() == 0) {
      return List.of();
    }
    Optional<RawNote.Batch> made =
        files.usable().stream()
            .map(RawNote::batch)
            .filter(Objects::nonNull)
            .max(Comparator.comparing(RawNote.Batch::maxSize, nullsFirst(naturalOrder())));
    List<String> missing = new ArrayList<>();
    if (made.isPresent()) {
      Batches batches = batches(plan, made.get());
      for (long batch = 0; batch < batches.count(); batch++) {
        if (lacks(found.rest(), batches.shards(batch))) {
          String file = new DatasetLayout(run, "").raw(Long.toString(batch));
          boolean damaged = files.unusable().stream().anyMatch(bad -> bad.path().equals(file));
          if (!damaged) {
            missing.add("batch %d of %d is missing: %s".formatted(batch, batches.count(), file));
          }
        }
      }
    }
    if (missing.isEmpty() && files.unusable().isEmpty()) {
      for (GenerationPlan.Entry entry : found.rest().entries()) {
        for (IndexRange range : entry.ranges()) {
          missing.add(
              "indices %d to %d of '%s' are missing"
                  .formatted(range.first(), range.end() - 1, entry.name()));
        }
      }
    }
    return missing;
  }

  private static Batches batches(Plan plan, RawNote.Batch made) {
    if (made.per() != null) {
      return Batches.perCell(plan);
    }
    return made.maxSize() != null
        ? Batches.of(plan, made.maxSize())
        : Batches.into(made.count(), plan);
  }

  private static boolean lacks(GenerationPlan rest, List<TaskShard> shards) {
    return shards.stream()
        .anyMatch(
            shard ->
                rest.entries().get(shard.entry()).ranges().stream()
                    .anyMatch(
                        range ->
                            range.first() < shard.range().end()
                                && shard.range().first() < range.end()));
  }

  /**
   * Returns true if a raw file is of tasks of a queue. Its plan is that of the tasks that a process
   * got; what it has of another plan is known by the fingerprints of its pieces.
   */
  static boolean isOfLease(RawNote note) {
    return note.batch() == null && !Resume.isOfTask(note);
  }

  /**
   * Returns the samples that tasks of a queue have led to and the plan does not ask for, of each
   * entry.
   */
  public static Map<String, Long> unasked(String run, GenerationPlan plan, Storage output)
      throws IOException {
    Map<String, List<IndexRange>> asked = new HashMap<>();
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      asked.put(plan.fingerprint(entry), plan.entries().get(entry).ranges());
    }
    Map<String, List<IndexRange>> made = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    for (RawNote note : RawFiles.of(run, output).usable()) {
      for (RawNote.Piece piece : isOfLease(note) ? note.pieces() : List.<RawNote.Piece>of()) {
        names.put(piece.fingerprint(), piece.generator());
        made.computeIfAbsent(piece.fingerprint(), unseen -> new ArrayList<>()).add(piece.range());
      }
    }
    Map<String, Long> unasked = new TreeMap<>();
    made.forEach(
        (fingerprint, ranges) -> {
          long samples =
              IndexRange.difference(ranges, asked.getOrDefault(fingerprint, List.of())).stream()
                  .mapToLong(IndexRange::size)
                  .sum();
          if (samples > 0) {
            unasked.merge(names.get(fingerprint), samples, Long::sum);
          }
        });
    return unasked;
  }

  /** Returns true if every index is there. */
  public boolean isWhole() {
    return found.rest().samples() == 0;
  }

  /** The tasks that are not there. */
  public List<TaskShard> missing() {
    List<TaskShard> missing = new ArrayList<>();
    for (int entry = 0; entry < found.rest().entries().size(); entry++) {
      for (IndexRange range : found.rest().entries().get(entry).ranges()) {
        missing.add(new TaskShard(entry, range));
      }
    }
    return missing;
  }

  /** Returns the problems, a line each. */
  public String complaint() {
    List<String> named =
        new ArrayList<>(complaints.subList(0, Math.min(MOST_NAMED, complaints.size())));
    if (named.size() < complaints.size()) {
      named.add("… and %d more".formatted(complaints.size() - named.size()));
    }
    if (isUsable) {
      named.add("--allow-missing goes on without them");
    }
    return String.join("\n", named);
  }
}
