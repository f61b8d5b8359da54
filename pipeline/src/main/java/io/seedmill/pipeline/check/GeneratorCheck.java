package io.seedmill.pipeline.check;

import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SourceFactory;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.transforms.generate.WorkerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds one entry of a dataset to its promises, on its first samples: the same bytes for an index
 * whenever, wherever and beside whichever others it is made.
 */
public final class GeneratorCheck {

  /** Another environment: what most often leaks into samples. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "PYTHONHASHSEED", "4321",
          "LANG", "tr_TR.UTF-8",
          "LC_ALL", "tr_TR.UTF-8",
          "TZ", "Asia/Kathmandu");

  private final DatasetSpec.Entry entry;
  private final WorkerContext context;
  private final Trial.Setting setting;
  private final long most;
  private final Duration share;
  private final long start = System.nanoTime();
  private IndexRange range;

  /** A promise. */
  public enum Promise {
    /** Asked for again, of the same generator. */
    AGAIN("the same again"),
    /** In descending order, each by itself. */
    ALONE("alone, in another order"),
    /** In a batch that begins elsewhere. */
    OTHER_BATCH("in another batch"),
    /** Of a fresh generator, in a fresh process where it has one. */
    FRESH("in a fresh process"),
    /** In another environment. */
    ELSEWHERE("another hash seed, locale, time zone");

    private final String words;

    Promise(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * The result of one check.
   *
   * @param difference where it is broken; empty where it is kept
   */
  public record Finding(Promise promise, Optional<Difference> difference) {

    boolean isKept() {
      return difference.isEmpty();
    }
  }

  /**
   * The results of all checks.
   *
   * @param samples how many indices were asked for
   * @param failed how many of them failed
   * @param firstFailure what the first of them says; empty where there is none
   */
  public record Result(long samples, long failed, String firstFailure, List<Finding> findings) {

    public Result {
      findings = List.copyOf(findings);
    }

    /** Returns true if a sample depends on nothing but its index. */
    public boolean isKept() {
      return findings.stream().allMatch(Finding::isKept);
    }

    private boolean isBroken(Promise promise) {
      return findings.stream()
          .anyMatch(finding -> finding.promise() == promise && !finding.isKept());
    }

    /** Returns the likely cause of the failed checks and a remedy; empty if all passed. */
    public Optional<String> advice() {
      if (isKept()) {
        return Optional.empty();
      }
      boolean partial = isBroken(Promise.ALONE) || isBroken(Promise.OTHER_BATCH);
      if (isBroken(Promise.FRESH)) {
        return Optional.of(
            "it is not reproducible: two fresh processes differ (a clock, a random seed of its"
                + " own, the order of a set?)");
      }
      if (isBroken(Promise.AGAIN)) {
        return Optional.of(
            "something is left over from one task to the next: make its randomness anew for each"
                + " sample, from its seed");
      }
      return Optional.of(
          partial
              ? "its randomness belongs to a task as a whole: use the seed of each sample, or set"
                  + " 'taskSize', which fixes what a task is"
              : "its samples depend on the environment: sort what comes out of sets and maps, and"
                  + " do not use the locale or the time zone");
    }
  }

  /**
   * Prepares a check.
   *
   * @param context what its generator works in
   * @param samples how many of the first samples are made, again and again
   */
  public GeneratorCheck(
      DatasetSpec spec, DatasetSpec.Entry entry, WorkerContext context, long samples) {
    this(spec, entry, context, samples, samples, Duration.ZERO);
  }

  /**
   * Prepares a check of more samples where they are made fast.
   *
   * @param few how many of the first samples are made at least
   * @param most how many at most
   * @param share about how long it may take. Where the start of a program takes all of it, one
   *     start's time is added for samples
   */
  public GeneratorCheck(
      DatasetSpec spec,
      DatasetSpec.Entry entry,
      WorkerContext context,
      long few,
      long most,
      Duration share) {
    this.entry = entry;
    this.context = context;
    this.most = most;
    this.share = share;
    this.range = new IndexRange(0, Math.min(entry.samples(), few));
    this.setting =
        new Trial.Setting(
            SampleSeeds.of(spec.seed(), entry.name()), spec.maxSampleBytes(), spec.failures());
  }

  /** Does it. */
  public Result run() throws Exception {
    List<Finding> findings = new ArrayList<>();
    Trial first;
    try (Generator generator = entry.open(context)) {
      first = Trial.of(generator, List.of(range), setting);
      if (first.failed() == range.size()) {
        return result(first, findings); // there is nothing to compare
      }
      long started = System.nanoTime();
      findings.add(finding(Promise.AGAIN, first, generator, List.of(range)));
      findings.add(finding(Promise.ALONE, first, generator, alone()));
      long more = findings.stream().allMatch(Finding::isKept) ? more(started) : 0;
      if (more > range.size()) {
        range = new IndexRange(0, more);
        findings.clear();
        first = Trial.of(generator, List.of(range), setting);
        findings.add(finding(Promise.AGAIN, first, generator, List.of(range)));
        findings.add(finding(Promise.ALONE, first, generator, alone()));
      }
      findings.add(finding(Promise.OTHER_BATCH, first, generator, otherBatch()));
    }
    try (Generator generator = entry.open(context)) {
      findings.add(finding(Promise.FRESH, first, generator, List.of(range)));
    }
    if (entry.factory() instanceof SourceFactory) {
      try (Generator generator = entry.open(context.withExtraEnvironment(ELSEWHERE))) {
        findings.add(finding(Promise.ELSEWHERE, first, generator, List.of(range)));
      }
    }
    return result(first, findings);
  }

  /**
   * Returns how many samples the time allows. A sample is made about three times as often as it was
   * since its generator has {@code started}, and two more generators are to be started.
   */
  private long more(long started) {
    long now = System.nanoTime();
    long starting = started - start;
    long left = Math.max(share.toNanos() - (now - start) - 2 * starting, starting);
    double each = 3.0 * (now - started) / range.size();
    return Math.min(Math.min(most, entry.samples()), (long) (left / each));
  }

  private Result result(Trial first, List<Finding> findings) {
    String failure =
        first.made().values().stream()
            .filter(made -> !made.failure().isEmpty())
            .map(made -> made.failure().replaceFirst("^.*\\.", "") + ": " + made.message())
            .findFirst()
            .orElse("");
    return new Result(range.size(), first.failed(), failure, findings);
  }

  private Finding finding(
      Promise promise, Trial first, Generator generator, List<IndexRange> ranges)
      throws InterruptedException {
    return new Finding(promise, Difference.between(first, Trial.of(generator, ranges, setting)));
  }

  private List<IndexRange> alone() {
    List<IndexRange> ranges = new ArrayList<>();
    for (long index = range.first(); index < range.end(); index++) {
      ranges.add(IndexRange.of(index));
    }
    Collections.reverse(ranges);
    return ranges;
  }

  private List<IndexRange> otherBatch() {
    return List.of(new IndexRange((range.end() + 2) / 3, range.end()));
  }
}
