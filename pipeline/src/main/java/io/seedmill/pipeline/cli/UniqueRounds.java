package io.seedmill.pipeline.cli;

import io.seedmill.generators.IndexRange;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.baseline.Baseline;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.raw.Coverage;
import io.seedmill.pipeline.run.Attempts;
import io.seedmill.pipeline.run.FirstsPipeline;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.run.Source;
import io.seedmill.pipeline.unique.UniqueCount;
import io.seedmill.pipeline.unique.UniqueCount.Looked;
import io.seedmill.transforms.dedupe.FindFirsts;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Finds out how many indices the entries with {@code unique} need, in rounds: each makes samples of
 * further indices, until every entry has as many unique ones as it wants. The numbers depend on the
 * spec alone; how many rounds there are changes nothing in them.
 */
final class UniqueRounds {

  private final DatasetJob job;
  private final DatasetSpec spec;
  private final Plan plan;
  private final Baseline baseline;
  private final Checkpoints checkpoints;
  private final CommandSpec command;
  private final PrintWriter err;
  private final List<DatasetSpec.Entry> entries;
  private final DatasetLayout layout;
  private final Map<Integer, List<String>> files = new TreeMap<>();
  private final long[] made;

  /** The samples that are there already; those that are made are kept, too. */
  @FunctionalInterface
  interface Checkpoints {

    /** Returns what there is of a round's samples; null where none are kept. */
    Coverage of(GenerationPlan round) throws IOException;
  }

  /**
   * @param plan the plan for as many indices as samples are wanted, after those of the baseline
   */
  UniqueRounds(
      DatasetJob job,
      DatasetSpec spec,
      Plan plan,
      Baseline baseline,
      Checkpoints checkpoints,
      CommandSpec command)
      throws IOException {
    this.job = job;
    this.spec = spec;
    this.plan = job.forWorkers(plan);
    this.baseline = baseline;
    this.checkpoints = checkpoints;
    this.command = command;
    this.err = command.commandLine().getErr();
    this.entries = spec.entries();
    this.layout =
        new DatasetLayout(job.files().layout().run(), job.files().layout().attempt() + "-unique");
    this.made = new long[entries.size()];
  }

  /** Returns the job whose files the samples that are kept belong to. */
  DatasetJob job() {
    return job;
  }

  /**
   * Returns the same dataset with the numbers of indices.
   *
   * @throws BadInputException if an entry has run dry
   */
  DatasetSpec spec() throws IOException, BadInputException {
    try (Closeable lock = lock()) {
      return ended();
    } finally {
      spill().delete(layout.temporaryFolder());
      spill().deleteIfEmpty(DatasetLayout.TEMPORARY);
    }
  }

  private DatasetSpec ended() throws IOException, BadInputException {
    long[] targets = new long[entries.size()];
    for (int i = 0; i < targets.length; i++) {
      long samples = entries.get(i).samples();
      targets[i] = entries.get(i).unique().isPresent() ? samples + samples / 50 + 64 : samples;
    }
    UniqueCount count = null;
    int rounds = 0;
    do {
      rounds++;
      if (rounds > 1) {
        announce(rounds, targets);
      }
      make(rounds, targets);
      count = UniqueCount.of(looked(), spill(), files);
      requireWet(count);
      for (int i = 0; i < targets.length; i++) {
        targets[i] = count.next(i);
      }
    } while (!count.isDone());
    return spec.withIndices(counts(count));
  }

  private long[] counts(UniqueCount count) {
    long[] indices = new long[entries.size()];
    long wanted = 0;
    long needed = 0;
    for (int i = 0; i < indices.length; i++) {
      boolean isUnique = entries.get(i).unique().isPresent();
      indices[i] = isUnique ? count.end(i) : entries.get(i).samples();
      wanted += isUnique ? entries.get(i).samples() : 0;
      needed += isUnique ? indices[i] : 0;
    }
    err.printf(
        Locale.ROOT,
        "seedmill: %s %s %,d %s%n",
        Counted.of(wanted, "unique sample"),
        wanted == 1 ? "takes" : "take",
        needed,
        needed == 1 ? "index" : "indices");
    err.flush();
    return indices;
  }

  private void announce(int round, long[] targets) {
    long more = 0;
    for (int i = 0; i < targets.length; i++) {
      more += targets[i] - made[i];
    }
    err.printf(
        Locale.ROOT,
        "seedmill: round %d: too few samples are unique, so %,d more indices are looked at%n",
        round,
        more);
    err.flush();
  }

  private List<Looked> looked() {
    List<Looked> looked = new ArrayList<>();
    for (int i = 0; i < made.length; i++) {
      looked.add(new Looked(first(i), entries.get(i).unique().orElse(0), made[i]));
    }
    return looked;
  }

  private long first(int entry) {
    return plan.generation().entries().get(entry).span().first();
  }

  private void make(int round, long[] targets) throws IOException {
    List<GenerationPlan.Entry> planned = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      GenerationPlan.Entry entry = plan.generation().entries().get(i);
      IndexRange range = new IndexRange(first(i) + made[i], first(i) + targets[i]);
      planned.add(entry.withRanges(range.size() == 0 ? List.of() : List.of(range)));
      made[i] = targets[i];
    }
    GenerationPlan generation = plan.generation().withEntries(planned);
    Coverage found = checkpoints.of(generation);
    FindFirsts.Place place = new FindFirsts.Place(job.files().spill(), layout, "round-" + round);
    FirstsPipeline graph =
        new FirstsPipeline(
            plan.withGeneration(generation),
            baseline.keys(),
            found == null ? new Source.Generators() : new Source.Checkpoints(found),
            job.files(),
            place,
            spec.against());
    GenerationPlan rest = found == null ? generation : found.rest();
    if (!(job.run(spec.name(), graph, rest, command, () -> {}) instanceof Outcome.FirstsFound)) {
      throw new IOException(
          "'unique' needs a program that waits for its jobs; allowed: without --attachedMode=false");
    }
    for (String line : place.lines(spill())) {
      int blank = line.indexOf(' ');
      files
          .computeIfAbsent(Integer.valueOf(line.substring(0, blank)), bucket -> new ArrayList<>())
          .add(line.substring(blank + 1));
    }
  }

  private void requireWet(UniqueCount count) throws BadInputException {
    List<String> dry = new ArrayList<>();
    for (int i = 0; i < made.length; i++) {
      OptionalLong at = count.dryAt(i);
      if (at.isPresent()) {
        dry.add(dry(i, count, at.getAsLong()));
      }
    }
    if (!dry.isEmpty()) {
      throw new BadInputException(String.join("\n", dry));
    }
  }

  private String dry(int entry, UniqueCount count, long at) {
    StringBuilder curve = new StringBuilder();
    for (int quarter = 1; quarter <= 4; quarter *= 2) {
      long to = at * quarter / 4;
      curve.append(
          String.format(
              Locale.ROOT,
              quarter == 1 ? "%,d in %,d indices" : ", %,d in %,d",
              count.newKeys(entry, 0, to),
              to));
    }
    return String.format(
        Locale.ROOT,
        "generators: the entry '%s' has run dry: found different samples: %s; allowed: 'unique' up to"
            + " about %,d instead of %,d, or parameters that give more",
        entries.get(entry).name(),
        curve,
        Math.min(count.counted(entry), count.newKeys(entry, 0, at)),
        entries.get(entry).samples());
  }

  private Closeable lock() throws IOException {
    return job.files().areThisMachines() && Storage.isLocal(job.files().spill())
        ? new Attempts(Path.of(job.files().spill())).begin(layout, job.files().output())
        : () -> {};
  }

  private Storage spill() {
    return job.storages().at(job.files().spill());
  }
}
