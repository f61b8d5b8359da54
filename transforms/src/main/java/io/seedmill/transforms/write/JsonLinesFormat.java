package io.seedmill.transforms.write;

import java.io.OutputStream;

/** JSON Lines: every record as the sample's worker made it. An empty part is an empty file. */
record JsonLinesFormat() implements PartFormat {

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public String extension() {
    return ".jsonl";
  }

  @Override
  public boolean copiesRecords() {
    return true;
  }

  @Override
  public RecordEncoder encoder(Survey all, OutputStream out) {
    return out::write;
  }
}
