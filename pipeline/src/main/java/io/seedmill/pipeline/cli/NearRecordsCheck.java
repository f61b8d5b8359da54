package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.validate.PublishedRecord;
import io.seedmill.pipeline.validate.RecordCheck;
import io.seedmill.transforms.near.NearCheck;
import io.seedmill.transforms.near.NearRule;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.NearReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares the records of a run with each other, where the run was to leave out near ones. */
final class NearRecordsCheck implements RecordCheck {

  private String run = "";
  private NearCheck check;
  private long compared;
  private long records;

  /** Returns the number of records that were compared with those of their run. */
  long compared() {
    return compared;
  }

  /** Returns what was compared; nothing where no run was to leave out near duplicates. */
  List<String> summary() {
    return records == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%,d of %,d records compared with each other for near duplicates%s",
                compared,
                records,
                compared < records
                    ? String.format(Locale.ROOT, ": the first %,d of each run", NearCheck.MOST)
                    : ""));
  }

  @Override
  public Optional<String> problem(PublishedRecord record, Manifest manifest) throws IOException {
    NearReport near = manifest.dedupe().near();
    if (near == null) {
      return Optional.empty();
    }
    if (!run.equals(manifest.run())) {
      run = manifest.run();
      check = new NearCheck(new NearRule(near.field(), near.threshold(), near.characters()));
    }
    records++;
    if (check.isFull()) {
      return Optional.empty();
    }
    compared++;
    return check
        .add(record.fieldText(near.field()), record.id())
        .map(other -> "near to the record with the id " + other);
  }
}
