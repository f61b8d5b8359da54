package io.seedmill.pipeline.raw;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * The notes of an output's raw files, with what the storage says of the files.
 *
 * @param usable notes whose file is there with its size, in the order of their names
 * @param unusable notes that cannot be read, or whose file is not there with its size
 */
public record RawFiles(List<RawNote> usable, List<Unusable> unusable) {

  /** A store takes some milliseconds for each of two requests a file. */
  private static final int REQUESTS_AT_A_TIME = 16;

  /**
   * A raw file that cannot be used.
   *
   * @param path the raw file
   * @param reason what is wrong with it, in a few words
   */
  public record Unusable(String path, String reason) {}

  public RawFiles {
    usable = List.copyOf(usable);
    unusable = List.copyOf(unusable);
  }

  /** Reads the notes of all runs. */
  public static RawFiles in(Storage storage) throws IOException {
    return matching(storage, name -> true);
  }

  /** Reads the notes of one run. */
  public static RawFiles of(String run, Storage storage) throws IOException {
    RawFiles found = matching(storage, name -> name.endsWith("-" + run + ".json"));
    return new RawFiles(
        found.usable.stream().filter(note -> note.run().equals(run)).toList(), found.unusable);
  }

  /**
   * Reads the notes that the leases of a run have left of some entries.
   *
   * @param plan the entries
   */
  public static RawFiles ofLeases(String run, GenerationPlan plan, Storage storage)
      throws IOException {
    DatasetLayout layout = new DatasetLayout(run, "");
    Set<String> entries = new HashSet<>();
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      entries.add(DatasetLayout.leased("", plan.fingerprint(entry), 0, 0).split("-", -1)[1]);
    }
    return matching(
        storage, name -> layout.isRawOfLease(name) && entries.contains(name.split("-", -1)[2]));
  }

  private static RawFiles matching(Storage storage, Predicate<String> wanted) throws IOException {
    List<String> names =
        storage.list(DatasetLayout.RAW).stream()
            .filter(name -> name.startsWith("batch-") && name.endsWith(".json"))
            .filter(wanted)
            .sorted()
            .toList();
    List<RawNote> usable = new ArrayList<>();
    List<Unusable> unusable = new ArrayList<>();
    ExecutorService requests = Executors.newFixedThreadPool(REQUESTS_AT_A_TIME);
    try {
      List<Future<Object>> looks = new ArrayList<>();
      for (String name : names) {
        looks.add(requests.submit(() -> look(storage, DatasetLayout.RAW + "/" + name)));
      }
      for (Future<Object> look : looks) {
        if (look.get() instanceof RawNote note) {
          usable.add(note);
        } else {
          unusable.add((Unusable) look.get());
        }
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while raw files were looked at", e);
    } finally {
      requests.shutdownNow();
    }
    return new RawFiles(usable, unusable);
  }

  private static Object look(Storage storage, String path) throws IOException {
    String file = path.replaceFirst("\\.json$", ".jsonl");
    RawNote note;
    try {
      note = RawNote.parse(storage.read(path));
    } catch (JsonProcessingException e) {
      return new Unusable(file, "the note beside it is damaged");
    }
    OptionalLong size = storage.size(note.path());
    if (size.isEmpty()) {
      return new Unusable(file, "it is not there");
    }
    return size.getAsLong() == note.bytes()
        ? note
        : new Unusable(
            file, "it has %d bytes instead of %d".formatted(size.getAsLong(), note.bytes()));
  }

  /** Returns the runs that have a manifest, whose files are kept for nothing but other runs. */
  Set<String> publishedRuns(Storage storage) throws IOException {
    Set<String> published = new HashSet<>();
    for (String run : new HashSet<>(usable.stream().map(RawNote::run).toList())) {
      if (storage.size(new DatasetLayout(run, "").manifest()).isPresent()) {
        published.add(run);
      }
    }
    return published;
  }

  /**
   * The name of an unfinished run of a plan: one that has raw files and is not published; of
   * several the one whose name comes last.
   *
   * @param plan the plan's fingerprint
   */
  Optional<String> unfinishedRun(String plan, Set<String> published) {
    return usable.stream()
        .filter(note -> note.plan().equals(plan) && note.batch() == null)
        .map(RawNote::run)
        .filter(run -> !published.contains(run))
        .max(Comparator.naturalOrder());
  }
}
