package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.RangeDigests;
import io.seedmill.transforms.write.FileSets.FileSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sums and surveys of all buckets of a run. */
final class AllBuckets {

  /**
   * The size of the records that a worker holds, about, where it writes one set after the other.
   */
  private static final int HELD_BYTES = 16 << 20;

  private final DatasetFiles files;
  private final PartFormat.Survey survey;
  private final Map<Integer, Map<OutputFile, Long>> offsets = new TreeMap<>();
  private final Map<FileSet, Long> bytes = new HashMap<>();

  AllBuckets(DatasetFiles files, Iterable<BucketSummary> summaries) {
    this.files = files;
    this.survey = files.format().newSurvey();
    List<BucketSummary> inOrder = new ArrayList<>();
    summaries.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingInt(BucketSummary::bucket));
    Map<OutputFile, Long> ends = new HashMap<>();
    for (BucketSummary summary : inOrder) {
      survey.addAll(summary.survey());
      Map<OutputFile, Long> starts = new HashMap<>();
      summary
          .bytes()
          .forEach(
              (file, length) -> {
                starts.put(file, ends.getOrDefault(file, 0L));
                ends.merge(file, length, Long::sum);
              });
      offsets.put(summary.bucket(), starts);
    }
    ends.forEach(
        (file, end) -> {
          if (file instanceof OutputFile.DatasetPart part) {
            bytes.merge(part.set(), end, Long::sum);
          }
        });
  }

  PartFormat.Survey survey() {
    return survey;
  }

  /** Returns the position in a file at which a bucket's bytes begin, if they are copied. */
  long offset(int bucket, OutputFile file) {
    return offsets.get(bucket).get(file);
  }

  /**
   * Returns the number of key ranges at whose ends the frames of a set are cut: a power of two,
   * which follows from the size of the records and from nothing else; 1 for a format without
   * frames.
   */
  int frameRanges(FileSet set) {
    int frameBytes = files.format().frameBytes();
    return frameBytes == 0
        ? 1
        : Math.max(groupRanges(), ranges(bytes.getOrDefault(set, 0L), frameBytes));
  }

  /** Returns the number of key ranges beyond whose ends no frame of any set reaches. */
  int groupRanges() {
    long all = bytes.values().stream().mapToLong(Long::longValue).sum();
    return ranges(all, files.sets().size() == 1 ? files.format().frameBytes() : HELD_BYTES);
  }

  private static int ranges(long all, int each) {
    int ranges = 1;
    while (ranges < RangeDigests.RANGES && all / (2L * ranges) >= each) {
      ranges *= 2;
    }
    return ranges;
  }
}
