package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.dedupe.LineList;
import io.seedmill.transforms.dedupe.UniqueSamples;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Measures buckets. The records themselves are read only if the format surveys them. */
final class BucketMeter {

  private final DatasetFiles files;
  private final PartBounds bounds;
  private final BlockReader reader;

  BucketMeter(DatasetFiles files, BlockReader reader) {
    this.files = files;
    this.bounds = new PartBounds(files.parts());
    this.reader = reader;
  }

  BucketSummary measure(UniqueSamples unique) throws IOException {
    Map<OutputFile, Long> bytes = new HashMap<>();
    LineList samples = unique.samples();
    int part = 0;
    for (int from = 0; from < samples.size(); ) {
      part = bounds.partOf(samples.keyHigh(from), part);
      int to = bounds.end(part, samples, from);
      bytes.put(files.part(part), length(samples, from, to));
      from = to;
    }
    LineList letters = unique.deadLetters();
    if (letters.size() > 0) {
      bytes.put(new OutputFile.DeadLetters(), length(letters, 0, letters.size()));
    }
    if (samples.size() > 0) {
      bytes.put(new OutputFile.Keys(), (long) ContentHash.BYTES * samples.size());
    }
    return new BucketSummary(
        unique.bucket(), bytes, unique.counts(), unique.rangeDigests(), survey(unique));
  }

  private static long length(LineList lines, int from, int to) {
    long length = 0;
    for (int line = from; line < to; line++) {
      length += lines.length(line);
    }
    return length;
  }

  private PartFormat.Survey survey(UniqueSamples unique) throws IOException {
    PartFormat.Survey survey = files.format().newSurvey();
    if (!survey.equals(PartFormat.Survey.NONE)) {
      byte[][] blocks = reader.lines(unique.blocks());
      LineList samples = unique.samples();
      for (int line = 0; line < samples.size(); line++) {
        survey.add(blocks[samples.block(line)], samples.offset(line), samples.length(line));
      }
    }
    return survey;
  }
}
