package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.blocks.RecordFormat;
import io.seedmill.transforms.dedupe.RemovedSamples.Reason;
import io.seedmill.transforms.evaluation.Contamination;
import io.seedmill.transforms.evaluation.EvaluationTexts.Match;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out the samples of a bucket that repeat evaluation texts, before winners are chosen: a
 * sample of equal fields that repeats none is kept in place of one that does.
 */
final class ContaminatedSamples {

  private final Contamination.Check check;
  private final Storage output;
  private final DatasetLayout layout;
  private Optional<RemovedSamples> removed = Optional.empty();

  ContaminatedSamples(Contamination.Check check, Storage output, DatasetLayout layout) {
    this.check = check;
    this.output = output;
    this.layout = layout;
  }

  /** Returns the samples that repeat none, in their order. */
  long[] leaveOut(long[] sorted, byte[][] headers, byte[][] lines, EntryCounts counts)
      throws IOException {
    long[] kept = new long[sorted.length];
    int count = 0;
    try (RemovedList list = new RemovedList(Reason.CONTAMINATED, output, layout)) {
      for (long reference : sorted) {
        byte[] header = headers[RecordOrder.block(reference)];
        int at = RecordOrder.position(reference);
        byte[] line = lines[RecordOrder.block(reference)];
        int offset = RecordFormat.lineOffset(header, at);
        int length = RecordFormat.lineLength(header, at);
        Optional<Match> match = check.find(line, offset, length);
        if (match.isEmpty()) {
          kept[count++] = reference;
        } else {
          counts.addContaminated(RecordFormat.entry(header, at));
          add(list, line, offset, length, match.get());
        }
      }
      removed = list.commit();
    }
    return Arrays.copyOf(kept, count);
  }

  private static void add(RemovedList list, byte[] line, int offset, int length, Match match)
      throws IOException {
    list.add(
        line,
        offset,
        length,
        json -> {
          json.writeStringField("file", match.file());
          json.writeStringField("place", match.place());
          json.writeStringField("words", match.words());
        });
  }

  /** Returns the list of what was left out. */
  List<RemovedSamples> removed() {
    return removed.stream().toList();
  }
}
