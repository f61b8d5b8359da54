package io.seedmill.transforms.raw;

import io.seedmill.generators.InvalidSampleException;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.KnownKeysReader;
import io.seedmill.transforms.blocks.WrittenLine;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.storage.PendingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds the records of a batch that lose to an equal one, by the rule that decides in a dataset: of
 * a part of the samples, the smallest is the smallest of all or loses to it.
 */
final class LostRecords {

  /*
   * The records come in the order of their entries, then of their indices, so a record loses to
   * those before it unless its index is smaller and the index decides. A hash table with linear
   * probing holds the number of the record that wins so far for each key, beside the keys and
   * indices of all records: about 40 bytes a record. Keys are hashes, so their own bits will do.
   */
  private final GenerationPlan plan;
  private final ContentHash hash;
  private final byte[] id = new byte[ContentHash.BYTES];
  private final byte[] key = new byte[ContentHash.BYTES];
  private final BitSet lost = new BitSet();
  private long[] highs = new long[1024];
  private long[] lows = new long[1024];
  private long[] indices = new long[1024];
  private int[] table = new int[4096];
  private final BitSet known = new BitSet();
  private int records;
  private int copied;

  LostRecords(GenerationPlan plan) {
    this.plan = plan;
    this.hash = new ContentHash(plan.keyFields());
  }

  /** Looks at the records of a piece; pieces come in the order of their entries and indices. */
  void look(RawPiece piece, RawFileReader reader) throws IOException {
    String entry = plan.entries().get(piece.entry()).name();
    WrittenLine line = new WrittenLine(entry);
    reader.lines(
        piece,
        (bytes, from, length) -> {
          line.read(bytes, from, length);
          if (!line.isDeadLetter()) {
            writeKey(line, bytes, from, entry);
            ByteBuffer both = ByteBuffer.wrap(key);
            add(both.getLong(), both.getLong(), line.index());
          }
        });
  }

  private void writeKey(WrittenLine line, byte[] bytes, int from, String entry) throws IOException {
    try {
      hash.writeIdAndKey(line, bytes, from, entry, id, key);
    } catch (InvalidSampleException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void add(long high, long low, long index) {
    if (records == highs.length) {
      grow();
    }
    highs[records] = high;
    lows[records] = low;
    indices[records] = index;
    int slot = slot(high, low);
    int winner = table[slot] - 1;
    if (winner < 0) {
      table[slot] = records + 1;
    } else if (plan.preference() == Preference.INDEX && index < indices[winner]) {
      lost.set(winner);
      table[slot] = records + 1;
    } else {
      lost.set(records);
    }
    records++;
  }

  /** Finds the keys among those of earlier runs; nothing is read if no record loses. */
  void lookAmong(KnownKeysReader keys) throws IOException {
    if (!lost.isEmpty()) {
      keys.readAll(
          (high, low) -> {
            int winner = table[slot(high, low)] - 1;
            if (winner >= 0) {
              known.set(winner);
            }
          });
    }
  }

  /** Returns the slot of a key, or the empty one in which it belongs. */
  private int slot(long high, long low) {
    int slot = (int) high & table.length - 1;
    while (table[slot] > 0 && (highs[table[slot] - 1] != high || lows[table[slot] - 1] != low)) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private void grow() {
    int length = Math.multiplyExact(2, records);
    highs = Arrays.copyOf(highs, length);
    lows = Arrays.copyOf(lows, length);
    indices = Arrays.copyOf(indices, length);
    int[] winners = table;
    table = new int[Math.multiplyExact(2, winners.length)];
    for (int winner : winners) {
      if (winner > 0) {
        table[slot(highs[winner - 1], lows[winner - 1])] = winner;
      }
    }
  }

  /**
   * Copies the lines of a piece but for the records that lose; pieces come in the same order again.
   *
   * @param offset the number of bytes that the file has
   * @return the piece in the file
   */
  RawPiece copyOthers(RawPiece piece, RawFileReader reader, PendingFile file, long offset)
      throws IOException {
    String entry = plan.entries().get(piece.entry()).name();
    WrittenLine line = new WrittenLine(entry);
    MessageDigest sha256 = ContentHash.sha256();
    int fields = plan.keyFields().size();
    long[] lacking = new long[fields + 1];
    long[] sums = new long[3];
    reader.lines(
        piece,
        (bytes, from, length) -> {
          line.read(bytes, from, length);
          int record = line.isDeadLetter() ? -1 : copied++;
          if (record >= 0 && lost.get(record)) {
            sums[0]++;
            sums[2] += known.get(table[slot(highs[record], lows[record])] - 1) ? 1 : 0;
            if (fields > 0) {
              writeKey(line, bytes, from, entry);
              countLacking(lacking);
            }
          } else {
            sha256.update(bytes, from, length);
            file.write(bytes, from, length);
            sums[1] += length;
          }
        });
    boolean lacks = Arrays.stream(lacking).anyMatch(count -> count > 0);
    List<Long> all = new ArrayList<>();
    Arrays.stream(lacking).forEach(all::add);
    return piece.reducedTo(
        file.path(),
        offset,
        sums[1],
        HexFormat.of().formatHex(sha256.digest()),
        new RawPiece.LeftOut(sums[0], sums[2], lacks ? all : List.of()));
  }

  private void countLacking(long[] lacking) {
    for (int field = 0; field < lacking.length - 1; field++) {
      lacking[field] += hash.lacks(field) ? 1 : 0;
    }
  }
}
