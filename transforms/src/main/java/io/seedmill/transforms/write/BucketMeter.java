package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.dedupe.LineList;
import io.seedmill.transforms.dedupe.UniqueSamples;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Measures buckets. The records themselves are read only if the format surveys them, or sets of
 * files divide them.
 */
final class BucketMeter {

  private final DatasetFiles files;
  private final PartBounds bounds;
  private final BlockReader reader;
  private final RecordSets sets;

  BucketMeter(DatasetFiles files, BlockReader reader) {
    this.files = files;
    this.bounds = new PartBounds(files.parts());
    this.reader = reader;
    this.sets = new RecordSets(files.sets());
  }

  BucketSummary measure(UniqueSamples unique) throws IOException {
    Map<OutputFile, Long> bytes = new HashMap<>();
    LineList samples = unique.samples();
    boolean isOne = files.sets().isOne();
    PartFormat.Survey survey = files.format().newSurvey();
    boolean isSurveyed = !survey.equals(PartFormat.Survey.NONE);
    byte[][] blocks = isSurveyed || !isOne ? reader.lines(unique.blocks()) : new byte[0][];
    SplitCounts splits = new SplitCounts();
    SetLines lines =
        isOne
            ? SetLines.ofOne(unique, blocks)
            : SetLines.of(unique, blocks, files.sets().size(), sets, splits);
    for (int set = 0; set < files.sets().size(); set++) {
      measure(set, lines, bytes);
    }
    if (isSurveyed) {
      for (int line = 0; line < samples.size(); line++) {
        survey.add(blocks[samples.block(line)], samples.offset(line), samples.length(line));
      }
    }
    LineList letters = unique.deadLetters();
    if (letters.size() > 0) {
      bytes.put(new OutputFile.DeadLetters(), length(letters));
    }
    if (samples.size() > 0) {
      bytes.put(new OutputFile.Keys(), (long) ContentHash.BYTES * samples.size());
    }
    return new BucketSummary(
        unique.bucket(), bytes, unique.counts(), unique.rangeDigests(), survey, splits);
  }

  private void measure(int set, SetLines lines, Map<OutputFile, Long> bytes) {
    int part = 0;
    long length = 0;
    for (int place = lines.start(set); place < lines.end(set); place++) {
      int next = bounds.partOf(lines.keyHigh(place), part);
      if (next != part && length > 0) {
        bytes.put(files.part(set, part), length);
        length = 0;
      }
      part = next;
      length += lines.length(place);
    }
    if (length > 0) {
      bytes.put(files.part(set, part), length);
    }
  }

  private static long length(LineList lines) {
    long length = 0;
    for (int line = 0; line < lines.size(); line++) {
      length += lines.length(line);
    }
    return length;
  }
}
