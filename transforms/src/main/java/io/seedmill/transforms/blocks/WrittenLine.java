package io.seedmill.transforms.blocks;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads of a line that {@link RecordLines} wrote for an entry what it takes to put it into its
 * place again. A line of another entry, or of none, is refused.
 */
public final class WrittenLine {

  private static final int ID_AT = "{\"id\":\"".length();
  private static final int ID_LENGTH = 2 * ContentHash.BYTES;

  private final String entryName;
  private final byte[] id = "{\"id\":\"".getBytes(StandardCharsets.US_ASCII);
  private final byte[] ofRecord;
  private final byte[] ofDeadLetter;
  private boolean deadLetter;
  private long index;
  private int length;

  /** For the lines of one entry. */
  public WrittenLine(String entryName) {
    this.entryName = entryName;
    String name = "\"generator\":" + TextNode.valueOf(entryName) + ",\"index\":";
    this.ofRecord = ("\"," + name).getBytes(StandardCharsets.UTF_8);
    this.ofDeadLetter = ("{" + name).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a line.
   *
   * @param newLength how many bytes it has, its line feed included
   */
  public void read(byte[] bytes, int from, int newLength) {
    int at;
    if (isAt(id, bytes, from) && isAt(ofRecord, bytes, from + ID_AT + ID_LENGTH)) {
      deadLetter = false;
      at = from + ID_AT + ID_LENGTH + ofRecord.length;
    } else if (isAt(ofDeadLetter, bytes, from)) {
      deadLetter = true;
      at = from + ofDeadLetter.length;
    } else {
      throw new IllegalArgumentException("found a line that is none of '" + entryName + "'");
    }
    length = newLength;
    index = 0;
    for (; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      index = 10 * index + bytes[at] - '0';
    }
  }

  private static boolean isAt(byte[] expected, byte[] bytes, int at) {
    return at + expected.length <= bytes.length
        && Arrays.equals(expected, 0, expected.length, bytes, at, at + expected.length);
  }

  /** Returns true if it is a dead letter. */
  public boolean isDeadLetter() {
    return deadLetter;
  }

  /** The index of the sample. */
  public long index() {
    return index;
  }

  int length() {
    return length;
  }

  /** Writes the id of the record to the first bytes of {@code target}. */
  void writeId(byte[] bytes, int from, byte[] target) {
    for (int i = 0; i < ContentHash.BYTES; i++) {
      int at = from + ID_AT + 2 * i;
      target[i] =
          (byte) (HexFormat.fromHexDigit(bytes[at]) << 4 | HexFormat.fromHexDigit(bytes[at + 1]));
    }
  }
}
