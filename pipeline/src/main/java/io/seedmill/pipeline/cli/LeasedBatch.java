package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.IndexRange;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.queue.QueueLease;
import io.seedmill.pipeline.queue.QueuedMessage;
import io.seedmill.pipeline.raw.Coverage;
import io.seedmill.pipeline.raw.RawFiles;
import io.seedmill.pipeline.run.LeasePipeline;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.tasks.TaskMessages;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.raw.RawNote;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The tasks of a lease after they were made.
 *
 * @param done those whose samples are kept
 * @param failing those of which too many samples failed
 * @param refused messages that are no tasks, and why
 * @param samples how many samples were made
 * @param failures how many could not be
 */
record LeasedBatch(
    List<QueuedMessage> done,
    List<QueuedMessage> failing,
    Map<QueuedMessage, String> refused,
    long samples,
    long failures) {

  /**
   * Makes the tasks of leases.
   *
   * @param spec the entries that tasks may name
   * @param work what workers are told
   * @param command shows the progress
   * @param grace how long the current samples may take, if a signal ends the program
   */
  record Maker(
      DatasetSpec spec,
      Catalogue catalogue,
      WorkOptions work,
      DatasetJob job,
      CommandSpec command,
      Duration grace) {

    /** Makes the tasks but for what the run's raw files have already. */
    LeasedBatch make(QueueLease lease) throws BadInputException, IOException {
      Map<QueuedMessage, GenerationPlan> plans = new LinkedHashMap<>();
      Map<QueuedMessage, String> refused = new LinkedHashMap<>();
      TaskMessages all = new TaskMessages(spec, catalogue);
      for (QueuedMessage message : lease.messages()) {
        TaskMessages one = new TaskMessages(spec, catalogue);
        one.add(message.id(), message.body());
        if (one.isEmpty()) {
          refused.put(message, one.refused().get(message.id()));
        } else {
          plans.put(message, one.plan(OptionalInt.of(1), List.of()).generation());
          all.add(message.id(), message.body());
        }
      }
      if (plans.isEmpty()) {
        return new LeasedBatch(List.of(), List.of(), refused, 0, 0);
      }
      Plan plan = job.forWorkers(work.forWorkers(all.plan(OptionalInt.of(1), List.of())));
      List<RawNote> before = lease.mayBeMadeInPart() ? before(plan.generation()) : List.of();
      GenerationPlan rest = cut(Coverage.of(plan.generation(), before).rest(), plans.values());
      List<RawNote> made = rest.samples() == 0 ? List.of() : made(rest, plan.digest(), lease);
      return judged(plans, refused, before, made);
    }

    /** Returns the notes of earlier leases, without failures, so that these are tried again. */
    private List<RawNote> before(GenerationPlan plan) throws IOException {
      return RawFiles.ofLeases(job.files().layout().run(), plan, job.storage()).usable().stream()
          .map(RawNote::withoutFailures)
          .toList();
    }

    private List<RawNote> made(GenerationPlan rest, String digest, QueueLease lease)
        throws IOException {
      LeasePipeline graph = new LeasePipeline(rest, digest, job.files(), lease.name(), grace);
      Outcome outcome = job.run(spec.name(), graph, rest, command, () -> {});
      return outcome instanceof Outcome.TasksKept kept ? kept.notes() : List.of();
    }

    private LeasedBatch judged(
        Map<QueuedMessage, GenerationPlan> plans,
        Map<QueuedMessage, String> refused,
        List<RawNote> before,
        List<RawNote> made) {
      List<RawNote> kept = new ArrayList<>(before);
      kept.addAll(made);
      List<QueuedMessage> done = new ArrayList<>();
      List<QueuedMessage> failing = new ArrayList<>();
      plans.forEach(
          (message, plan) -> {
            Coverage found = Coverage.of(plan, kept);
            long failed = found.pieces().stream().mapToLong(piece -> piece.failed()).sum();
            if (found.rest().samples() == 0) {
              (failed > spec.maxFailureRate() * plan.samples() ? failing : done).add(message);
            }
          });
      return new LeasedBatch(
          done,
          failing,
          refused,
          made.stream().mapToLong(RawNote::samples).sum(),
          made.stream().mapToLong(RawNote::failed).sum());
    }

    /** Cuts ranges where a task begins or ends, so that each raw file is of one task. */
    private static GenerationPlan cut(GenerationPlan plan, Iterable<GenerationPlan> tasks) {
      Map<String, TreeSet<Long>> bounds = new HashMap<>();
      for (GenerationPlan task : tasks) {
        for (int entry = 0; entry < task.entries().size(); entry++) {
          TreeSet<Long> at = bounds.computeIfAbsent(task.fingerprint(entry), e -> new TreeSet<>());
          for (IndexRange range : task.entries().get(entry).ranges()) {
            at.add(range.first());
            at.add(range.end());
          }
        }
      }
      List<GenerationPlan.Entry> entries = new ArrayList<>();
      for (int entry = 0; entry < plan.entries().size(); entry++) {
        List<IndexRange> ranges = new ArrayList<>();
        for (IndexRange range : plan.entries().get(entry).ranges()) {
          long first = range.first();
          for (long at :
              bounds
                  .getOrDefault(plan.fingerprint(entry), new TreeSet<>())
                  .subSet(range.first(), false, range.end(), false)) {
            ranges.add(new IndexRange(first, at));
            first = at;
          }
          ranges.add(new IndexRange(first, range.end()));
        }
        entries.add(plan.entries().get(entry).withRanges(ranges));
      }
      return plan.withEntries(entries);
    }
  }
}
