package io.seedmill.transforms.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.transforms.blocks.FetchCounts;
import io.seedmill.transforms.write.PartFormat;
import io.seedmill.transforms.write.PartFormats;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The manifest of a published run: how it was made, what became of every sample, and the files with
 * their digests.
 *
 * @param run the run's name
 * @param status {@link #COMPLETE}, {@link #PARTIAL} or {@link #TOO_MANY_FAILURES}
 * @param dataset the dataset's name
 * @param datasetId {@code sha256:} and the digest of all ids in file order: equal for equal data
 * @param plan {@code sha256:} and a digest of all that the data depends on
 * @param runner the runner that made it
 * @param counts what became of all samples
 * @param generators the same by entry, in the spec's order
 * @param exceeded the entries of which more failed than their own limit allows; null where none did
 * @param format the format of the parts; null in an old manifest, for JSON Lines
 * @param columns what the format could not write as it is in the records; null where all was
 * @param parts the files of the dataset, in order
 * @param failures the file of dead letters; null where there are none
 * @param missing the indices of batches that were allowed to be absent; null where there are none
 * @param keys the file of the keys of the unique samples, 16 bytes each, ascending
 * @param assets the files of the samples' images, sound and video; null where they are in the
 *     records
 * @param reproducible whether every sample would be the same at any time: answers of an API may not
 * @param fetched where the answers came from that samples were made of; null where there are none
 * @param baseline the earlier runs that this one continues; null where there are none
 * @param retryOf the run whose failed samples were made again; null where there is none
 * @param dedupe what makes two samples equal
 * @param splits the splits by name, the largest share first; null where there are none
 * @param splitBy the fields that keep samples together in a split; null where the spec names none
 * @param repetitions who made the same samples as whom; null where all were different, and in an
 *     old manifest
 * @param effort the work that the run was; null in an old manifest
 * @param estimate the figures that were expected; null where there are none
 * @param spec the dataset spec
 * @param filters which cells of the spec were made; null for all
 * @param startedAt when the run began, in UTC
 * @param finishedAt when it was published, in UTC
 * @param digest the SHA-256 over the manifest without this field, as canonical JSON, so that damage
 *     shows; null in an old manifest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    String run,
    String status,
    String dataset,
    String datasetId,
    String plan,
    String runner,
    Counts counts,
    Map<String, EntryReport> generators,
    List<ExceededRate> exceeded,
    String format,
    ColumnReport columns,
    List<FileReport> parts,
    FileReport failures,
    List<MissingRange> missing,
    FileReport keys,
    AssetReport assets,
    boolean reproducible,
    FetchReport fetched,
    Baseline baseline,
    RetryOf retryOf,
    Dedupe dedupe,
    Map<String, SplitReport> splits,
    SplitBy splitBy,
    Repetitions repetitions,
    Effort effort,
    Estimate estimate,
    JsonNode spec,
    JsonNode filters,
    String startedAt,
    String finishedAt,
    String digest) {

  /** Every sample is there but for a tolerated share of failures. */
  public static final String COMPLETE = "complete";

  /** Batches are missing, which the user allowed. */
  public static final String PARTIAL = "partial";

  /** More samples failed than the spec allows. */
  public static final String TOO_MANY_FAILURES = "tooManyFailures";

  /** The fields that every version has written. */
  private static final List<String> REQUIRED =
      List.of(
          "run",
          "status",
          "datasetId",
          "plan",
          "counts",
          "generators",
          "parts",
          "dedupe",
          "spec",
          "finishedAt");

  /**
   * The fields that a format changed.
   *
   * @param json those whose values are JSON in a text, because no type fits all of them
   * @param nullOrAbsent those that are null in some records and absent from others, which the files
   *     do not tell apart
   * @param caseAlone those whose names differ from another one's in case alone, which SQL does not
   *     tell apart
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record ColumnReport(List<String> json, List<String> nullOrAbsent, List<String> caseAlone) {

    public ColumnReport {
      json = json == null ? List.of() : List.copyOf(json);
      nullOrAbsent = nullOrAbsent == null ? List.of() : List.copyOf(nullOrAbsent);
      caseAlone = caseAlone == null ? List.of() : List.copyOf(caseAlone);
    }

    /** Returns what a format says; null if that is nothing. */
    static ColumnReport of(PartFormat.Remarks remarks) {
      return remarks.equals(PartFormat.Remarks.NONE)
          ? null
          : new ColumnReport(remarks.json(), remarks.nullOrAbsent(), remarks.caseAlone());
    }
  }

  /**
   * The counts of samples: produced = unique + duplicates + known + contaminated + nearDuplicates,
   * and, where an index gives one sample, requested = produced + failed + missing. An API's query
   * is an index that gives several.
   *
   * @param requested indices asked for
   * @param produced samples made
   * @param unique samples in the dataset
   * @param duplicates samples that lost to an equal one
   * @param known samples that an earlier run had already
   * @param failed indices that ended as dead letters
   * @param missing indices that nothing was heard of, where that is allowed
   * @param contaminated samples that repeat evaluation texts; null where none do
   * @param nearDuplicates samples that are much like a kept one; null where none are
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Counts(
      long requested,
      long produced,
      long unique,
      long duplicates,
      long known,
      long failed,
      long missing,
      Long contaminated,
      Long nearDuplicates) {

    public Counts {
      contaminated = Manifest.orNull(contaminated);
      nearDuplicates = Manifest.orNull(nearDuplicates);
    }

    /** The counts of samples of which only equal ones are left out. */
    public Counts(
        long requested,
        long produced,
        long unique,
        long duplicates,
        long known,
        long failed,
        long missing) {
      this(requested, produced, unique, duplicates, known, failed, missing, null, null);
    }

    /** Returns the number of samples that repeat evaluation texts. */
    public long repeating() {
      return Manifest.orZero(contaminated);
    }

    /** Returns the number of samples that are much like a kept one. */
    public long near() {
      return Manifest.orZero(nearDuplicates);
    }

    /** Returns the number of samples that are left out although no other is equal. */
    public long removed() {
      return Manifest.orZero(contaminated) + Manifest.orZero(nearDuplicates);
    }

    /** The sums. */
    public Counts plus(Counts more) {
      return new Counts(
          requested + more.requested,
          produced + more.produced,
          unique + more.unique,
          duplicates + more.duplicates,
          known + more.known,
          failed + more.failed,
          missing + more.missing,
          Manifest.orZero(contaminated) + Manifest.orZero(more.contaminated),
          Manifest.orZero(nearDuplicates) + Manifest.orZero(more.nearDuplicates));
    }
  }

  /**
   * A published file.
   *
   * @param split the split whose samples it has; null where there are none
   * @param generator the entry whose samples it has; null where all entries are in the same files
   * @param records how many lines, samples or keys it has
   * @param sha256 what {@code sha256sum} prints
   */
  public record FileReport(
      String path,
      @JsonInclude(JsonInclude.Include.NON_NULL) String split,
      @JsonInclude(JsonInclude.Include.NON_NULL) String generator,
      long records,
      long bytes,
      String sha256)
      implements Serializable {

    /** A file of all samples. */
    public FileReport(String path, long records, long bytes, String sha256) {
      this(path, null, null, records, bytes, sha256);
    }
  }

  /**
   * The samples of a split.
   *
   * @param share the share that the spec gives it
   * @param records how many it has
   * @param generators how many of them are of which entry, for entries that have some
   */
  public record SplitReport(double share, long records, Map<String, Long> generators) {}

  /**
   * The fields that keep samples together: those with equal values are in one split.
   *
   * @param fields their paths
   * @param lacking how many samples lack all of them, and are in a split by themselves
   */
  public record SplitBy(List<String> fields, long lacking) {}

  /**
   * The files that samples name as their assets.
   *
   * @param files how many there are, each counted once
   * @param bytes how many bytes they have
   * @param absent how many more samples name that are in no file of the output, because the samples
   *     were read from another dataset; null where none are
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AssetReport(long files, long bytes, Long absent) {}

  /** An entry of which a larger share failed than its own limit allows. */
  public record ExceededRate(
      String generator, long failed, long requested, double maxFailureRate) {}

  /** Indices of an entry that nothing was heard of. */
  public record MissingRange(String generator, long first, long end) {}

  /**
   * The end of a query that a person should know of.
   *
   * @param generator the entry
   * @param index the query's index, which {@code seedmill replay} takes
   * @param end the word for the end, see {@link io.seedmill.generators.Fetched.End#word}
   */
  public record WarnedQuery(String generator, long index, String end) {}

  /**
   * The origin of answers.
   *
   * @param hits how many were in a cache
   * @param misses how many were asked for
   * @param hitRate hits of all, from 0 to 1; null where no answer was needed
   * @param first when the oldest of them was given, in UTC
   * @param last when the newest of them was, in UTC
   * @param ends how many queries' pages ended in which way; null where none did
   * @param warned the queries of which a person should know how they ended, the first {@link
   *     #MOST_WARNED} of them in the order of the plan; null where there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FetchReport(
      long hits,
      long misses,
      Double hitRate,
      String first,
      String last,
      Map<String, Long> ends,
      List<WarnedQuery> warned) {

    /** The most queries that are listed; 'ends' counts all. */
    public static final int MOST_WARNED = 1_000;

    /** The report of all answers of a run. */
    public static FetchReport of(FetchCounts counts, List<WarnedQuery> warned) {
      long all = counts.hits() + counts.misses();
      return new FetchReport(
          counts.hits(),
          counts.misses(),
          all == 0 ? null : Math.rint(1e4 * counts.hits() / all) / 1e4,
          time(counts.firstMillis()),
          time(counts.lastMillis()),
          counts.ends().isEmpty() ? null : counts.ends(),
          warned.isEmpty() ? null : warned);
    }

    private static String time(long millis) {
      return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
  }

  /** The runs, oldest first, whose indices are not asked for again and whose samples are known. */
  public record Baseline(List<BaselineRun> runs) {}

  /** An earlier run, and where it is. */
  public record BaselineRun(String output, String run, String datasetId) implements Serializable {}

  /** The run of the same output whose other samples this one has taken over. */
  public record RetryOf(String run, String datasetId) {}

  /**
   * The rule by which equal samples are found, and one of them is kept.
   *
   * @param fields the fields that make two samples equal; null for the whole content
   * @param prefer {@code listed} where the entry listed first wins; null where the index decides
   * @param lacking how many samples lack a field, or have null there, for those that some lack;
   *     null where none do
   * @param lackingAll how many lack all fields, and so are equal to no other; null where none lack
   *     any
   * @param against the evaluation texts that samples must not repeat; null where there are none
   * @param near the rule by which samples are too much like each other; null where there is none
   */
  public record Dedupe(
      List<String> fields,
      @JsonInclude(JsonInclude.Include.NON_NULL) String prefer,
      @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Long> lacking,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long lackingAll,
      @JsonInclude(JsonInclude.Include.NON_NULL) AgainstReport against,
      @JsonInclude(JsonInclude.Include.NON_NULL) NearReport near) {

    /** A rule that looks for equal samples alone. */
    public Dedupe(List<String> fields, String prefer, Map<String, Long> lacking, Long lackingAll) {
      this(fields, prefer, lacking, lackingAll, null, null);
    }
  }

  /**
   * The rule by which samples are too much like each other, and what it has found.
   *
   * @param field the field that is compared
   * @param threshold the smallest similarity of near duplicates
   * @param characters the number of characters of a run
   * @param compared the unique samples that have a text there; the others are kept
   * @param earlier the samples of earlier runs that they were compared with; null where the run
   *     continues none
   * @param unread the earlier runs whose samples they were not compared with, since a format such
   *     as CSV is not read again; null where there are none
   * @param clusters the kept samples that others are near to
   * @param largest those with the most others
   * @param removed the list of the samples that are near to one of them; null where none are
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NearReport(
      String field,
      double threshold,
      int characters,
      long compared,
      Long earlier,
      List<String> unread,
      long clusters,
      List<Cluster> largest,
      FileReport removed) {}

  /**
   * A kept sample that others are near to.
   *
   * @param run the earlier run that published it; null for a sample of this run
   * @param others how many they are
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Cluster(String id, String generator, long index, String run, int others) {}

  /**
   * The evaluation texts that samples must not repeat.
   *
   * @param files the files that were read
   * @param ngrams how many words in a row count as repeated
   * @param texts how many texts were read
   * @param tooShort how many of them are too short to be compared
   * @param sha256 the digest of the texts
   * @param removed the list of the samples that repeat them; null where none do
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AgainstReport(
      List<String> files, int ngrams, long texts, long tooShort, String sha256, FileReport removed)
      implements Serializable {

    /** Returns the same with the list of what was removed. */
    AgainstReport with(FileReport list) {
      return new AgainstReport(files, ngrams, texts, tooShort, sha256, list);
    }
  }

  static long orZero(Long count) {
    return count == null ? 0 : count;
  }

  static Long orNull(Long count) {
    return count == null || count == 0 ? null : count;
  }

  /** The manifest as indented JSON. */
  public String toJson() {
    return SignedJson.write(this);
  }

  /** Returns the files besides the parts: the keys, the dead letters, lists of what was removed. */
  public List<FileReport> others() {
    return Stream.concat(Stream.of(keys, failures), removed().stream())
        .filter(Objects::nonNull)
        .toList();
  }

  /** Returns the lists of samples that are left out although no other is equal. */
  public List<FileReport> removed() {
    return Stream.of(
            dedupe.against() == null ? null : dedupe.against().removed(),
            dedupe.near() == null ? null : dedupe.near().removed())
        .filter(Objects::nonNull)
        .toList();
  }

  /** Returns the same manifest with its digest. */
  Manifest signed() {
    return SignedJson.sign(this, Manifest.class);
  }

  /**
   * Reads a manifest, and checks it against its digest. One that an earlier version wrote has none.
   *
   * @throws JsonProcessingException if the text is not what a run has written
   */
  public static Manifest parse(String json) throws JsonProcessingException {
    return SignedJson.parse(json, Manifest.class, REQUIRED);
  }

  /** Says why the records cannot be read again from the parts; empty if they can. */
  public Optional<String> unreadable() {
    if (!PartFormats.areRecords(format)) {
      return Optional.of(
          "was published as " + format + ", from which samples cannot be read again");
    }
    if (columns != null && !columns.nullOrAbsent().isEmpty()) {
      return Optional.of(
          "was published as %s, which does not tell null from absent in: %s"
              .formatted(format, String.join(", ", columns.nullOrAbsent())));
    }
    return spec.at("/output/metadata").asBoolean(true)
        ? Optional.empty()
        : Optional.of("was published without metadata");
  }
}
