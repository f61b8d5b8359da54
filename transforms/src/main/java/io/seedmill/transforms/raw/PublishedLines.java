package io.seedmill.transforms.raw;

import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.transforms.blocks.BlockSink;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.PlanPlaces;
import io.seedmill.transforms.blocks.RecordLines;
import io.seedmill.transforms.blocks.WrittenLine;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the records of a published dataset, of whichever entry, in whichever order, as if they were
 * made now. A line of no entry of the plan is refused.
 */
final class PublishedLines {

  private static final int NAME_AT = "{\"id\":\"".length() + 2 * ContentHash.BYTES;
  private static final byte[] BEFORE_NAME = "\",\"generator\":".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, Entry> entries = new HashMap<>();
  private final BlockSink sink;

  private record Entry(BlockSink.Entry target, WrittenLine line) {}

  /**
   * @param names the names of all entries, in the plan's order
   * @param places the places of all indices of the plan
   * @param sink where the records go
   */
  public PublishedLines(List<String> names, PlanPlaces places, BlockSink sink) {
    this.sink = sink;
    for (int position = 0; position < names.size(); position++) {
      String name = names.get(position);
      BlockSink.Entry target = new BlockSink.Entry(position, new RecordLines(name), places, false);
      entries.put(TextNode.valueOf(name).toString(), new Entry(target, new WrittenLine(name)));
    }
  }

  /**
   * Takes a record.
   *
   * @param from where in the array its line begins
   * @param length how many bytes it has, its line feed included
   * @throws InvalidSampleException if it has no key
   */
  public void accept(byte[] bytes, int from, int length) throws InvalidSampleException {
    Entry entry = entries.get(name(bytes, from, length));
    if (entry == null) {
      throw new IllegalArgumentException(
          "found a record of no generator in the spec: "
              + new String(bytes, from, Math.min(length, 200), StandardCharsets.UTF_8).strip());
    }
    entry.line().read(bytes, from, length);
    if (entry.line().isDeadLetter()) {
      throw new IllegalArgumentException("found a dead letter among the records");
    }
    sink.startEntry(entry.target(), IndexRange.of(entry.line().index()));
    sink.acceptLine(entry.line(), bytes, from);
  }

  /** The generator's name as JSON writes it; empty where it is not where records have it. */
  private static String name(byte[] bytes, int from, int length) {
    int at = from + NAME_AT + BEFORE_NAME.length;
    int end = from + length;
    if (at >= end || bytes[at] != '"') {
      return "";
    }
    int to = at + 1;
    while (to < end && bytes[to] != '"') {
      to += bytes[to] == '\\' ? 2 : 1;
    }
    return to < end ? new String(bytes, at, to + 1 - at, StandardCharsets.UTF_8) : "";
  }
}
