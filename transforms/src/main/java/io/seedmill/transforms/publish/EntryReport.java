package io.seedmill.transforms.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.seedmill.generators.IndexRange;

/**
 * The counts of one entry, and which generator made it.
 *
 * @param firstIndex the first index asked for
 * @param endIndex the index after the last one asked for: there a later run goes on
 * @param numbersAsText how many large integers became text in its samples; null where none did
 * @param nearTimeLimit how many answers of its program took more than half of a time limit, or were
 *     cut off by it, so that another run may have other samples; null where none did
 * @param contaminated samples that repeat evaluation texts; null where none do
 * @param nearDuplicates samples that are much like a kept one; null where none are
 * @param limits how the limits of its program's resources were enforced; null where it has none
 * @param withoutIndex of how many files columns without a name were left out; null for none
 * @param repository the repository of its program; null where it has none
 */
public record EntryReport(
    String generator,
    int version,
    long firstIndex,
    long endIndex,
    long requested,
    long produced,
    long unique,
    long duplicates,
    long known,
    long failed,
    long missing,
    @JsonInclude(JsonInclude.Include.NON_NULL) Long numbersAsText,
    @JsonInclude(JsonInclude.Include.NON_NULL) Long nearTimeLimit,
    @JsonInclude(JsonInclude.Include.NON_NULL) Long contaminated,
    @JsonInclude(JsonInclude.Include.NON_NULL) Long nearDuplicates,
    @JsonInclude(JsonInclude.Include.NON_NULL) String limits,
    @JsonInclude(JsonInclude.Include.NON_NULL) Long withoutIndex,
    @JsonInclude(JsonInclude.Include.NON_NULL) RepositoryReport repository) {

  /** The counts of an entry of which only equal samples are left out. */
  public EntryReport(
      String generator,
      int version,
      long firstIndex,
      long endIndex,
      long requested,
      long produced,
      long unique,
      long duplicates,
      long known,
      long failed,
      long missing,
      Long numbersAsText,
      Long nearTimeLimit) {
    this(
        generator,
        version,
        firstIndex,
        endIndex,
        requested,
        produced,
        unique,
        duplicates,
        known,
        failed,
        missing,
        numbersAsText,
        nearTimeLimit,
        null,
        null,
        null,
        null,
        null);
  }

  /** The counts by themselves. */
  public Manifest.Counts counts() {
    return new Manifest.Counts(
        requested,
        produced,
        unique,
        duplicates,
        known,
        failed,
        missing,
        contaminated,
        nearDuplicates);
  }

  /** The sums of what two entries of one name have, which differ in seed or parameters. */
  public EntryReport plus(EntryReport more) {
    return of(
        generator,
        version,
        new IndexRange(Math.min(firstIndex, more.firstIndex), Math.max(endIndex, more.endIndex)),
        counts().plus(more.counts()),
        numbers() + more.numbers(),
        nearLimit() + more.nearLimit(),
        limits,
        leftOut(),
        repository);
  }

  /** Returns of how many files columns without a name were left out. */
  public long leftOut() {
    return Manifest.orZero(withoutIndex);
  }

  /** Returns how many large integers became text in its samples. */
  public long numbers() {
    return Manifest.orZero(numbersAsText);
  }

  /** Returns how many answers of its program came near a time limit, or after it. */
  public long nearLimit() {
    return Manifest.orZero(nearTimeLimit);
  }

  /** Puts the counts beside the generator that they belong to. */
  public static EntryReport of(
      String generator,
      int version,
      IndexRange indices,
      Manifest.Counts counts,
      long numbersAsText,
      long nearTimeLimit,
      String limits,
      long withoutIndex,
      RepositoryReport repository) {
    return new EntryReport(
        generator,
        version,
        indices.first(),
        indices.end(),
        counts.requested(),
        counts.produced(),
        counts.unique(),
        counts.duplicates(),
        counts.known(),
        counts.failed(),
        counts.missing(),
        Manifest.orNull(numbersAsText),
        Manifest.orNull(nearTimeLimit),
        counts.contaminated(),
        counts.nearDuplicates(),
        limits,
        Manifest.orNull(withoutIndex),
        repository);
  }
}
