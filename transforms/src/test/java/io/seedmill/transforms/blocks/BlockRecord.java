package io.seedmill.transforms.blocks;

import io.seedmill.transforms.testing.Storages;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One record of a block, for a test to look at.
 *
 * @param key the key in hex; of a dead letter its place in the plan
 * @param id the id in hex
 * @param line the line with its line feed
 */
public record BlockRecord(
    String key, String id, long index, int entry, boolean isFailure, String line)
    implements Serializable {

  /** The samples and dead letters of a block, and ends of indices, in its order; no counts. */
  public static List<BlockRecord> of(SampleBlock block) {
    try {
      BlockReader reader = new BlockReader(Storages.folders());
      byte[] headers = reader.headers(List.of(block))[0];
      byte[] lines = reader.lines(List.of(block))[0];
      List<BlockRecord> records = new ArrayList<>();
      for (int at = 0; at < block.headersLength(); at += RecordFormat.HEADER_BYTES) {
        if (!RecordFormat.isCount(headers, at)) {
          records.add(record(headers, at, lines));
        }
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The records of several blocks. */
  public static List<BlockRecord> ofAll(Iterable<SampleBlock> blocks) {
    List<BlockRecord> records = new ArrayList<>();
    blocks.forEach(block -> records.addAll(of(block)));
    return records;
  }

  private static BlockRecord record(byte[] headers, int at, byte[] lines) {
    int offset = RecordFormat.lineOffset(headers, at);
    return new BlockRecord(
        HexFormat.of().formatHex(headers, at, at + ContentHash.BYTES),
        HexFormat.of().formatHex(headers, at + ContentHash.BYTES, at + 2 * ContentHash.BYTES),
        RecordFormat.index(headers, at),
        RecordFormat.entry(headers, at),
        RecordFormat.isFailure(headers, at),
        new String(lines, offset, RecordFormat.lineLength(headers, at), StandardCharsets.UTF_8));
  }
}
