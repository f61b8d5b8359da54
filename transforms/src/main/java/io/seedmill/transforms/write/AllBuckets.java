package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.RangeDigests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the buckets of a run have together. */
final class AllBuckets {

  private final PartFormat format;
  private final PartFormat.Survey survey;
  private final Map<Integer, Map<OutputFile, Long>> offsets = new TreeMap<>();
  private long bytes;

  AllBuckets(PartFormat format, Iterable<BucketSummary> summaries) {
    this.format = format;
    this.survey = format.newSurvey();
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
    ends.forEach((file, end) -> bytes += file instanceof OutputFile.DatasetPart ? end : 0);
  }

  PartFormat.Survey survey() {
    return survey;
  }

  /** Returns the position in a file at which a bucket's bytes begin, if they are copied. */
  long offset(int bucket, OutputFile file) {
    return offsets.get(bucket).get(file);
  }

  /**
   * Returns the number of key ranges at whose ends frames are cut: a power of two, which follows
   * from the size of all records and from nothing else; 1 for a format without frames.
   */
  int frameRanges() {
    int ranges = 1;
    if (format.frameBytes() > 0) {
      while (ranges < RangeDigests.RANGES && bytes / (2L * ranges) >= format.frameBytes()) {
        ranges *= 2;
      }
    }
    return ranges;
  }
}
