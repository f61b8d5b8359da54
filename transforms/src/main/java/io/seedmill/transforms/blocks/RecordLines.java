package io.seedmill.transforms.blocks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a dataset: a record is {@code id}, {@code generator} (the entry's name), {@code
 * index}, the content's fields, {@code metadata}; a dead letter says how to make a sample again.
 */
public final class RecordLines {

  private static final byte[] ID = ascii("{\"id\":\"");
  private static final byte[] INDEX = ascii(",\"index\":");
  private static final byte[] METADATA = ascii(",\"metadata\":");
  private static final byte[] HEX = ascii("0123456789abcdef");

  private final String entryName;
  private final byte[] generator;
  private final byte[] digits = new byte[20];

  /** The lines of one entry. */
  public RecordLines(String entryName) {
    this.entryName = entryName;
    this.generator =
        ("\",\"generator\":" + TextNode.valueOf(entryName)).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the entry's name. */
  String entryName() {
    return entryName;
  }

  /** Returns the number of bytes of the record's line, its line feed included. */
  public long length(long index, Sample sample) {
    return ID.length
        + 2L * ContentHash.BYTES
        + generator.length
        + INDEX.length
        + decimal(index)
        + sample.content().size() // "{" becomes "," and "}" goes
        - 1
        + METADATA.length
        + sample.metadata().size()
        + 2; // "}" and the line feed
  }

  /** Writes the record's line to {@code target}, which has room for its length. */
  public void write(long index, byte[] id, Sample sample, byte[] target, int offset) {
    int at = put(ID, 0, ID.length, target, offset);
    for (int i = 0; i < ContentHash.BYTES; i++) {
      target[at++] = HEX[(id[i] >> 4) & 15];
      target[at++] = HEX[id[i] & 15];
    }
    at = put(generator, 0, generator.length, target, at);
    at = put(INDEX, 0, INDEX.length, target, at);
    int count = decimal(index);
    at = put(digits, digits.length - count, count, target, at);
    target[at++] = ',';
    at = put(sample.content().array(), 1, sample.content().size() - 2, target, at);
    at = put(METADATA, 0, METADATA.length, target, at);
    at = put(sample.metadata().array(), 0, sample.metadata().size(), target, at);
    target[at++] = '}';
    target[at] = '\n';
  }

  /** Returns true if a line of a dead letter has a code of an error. */
  static boolean hasCode(String code, byte[] letter, int from, int length) {
    String line = new String(letter, from, length, StandardCharsets.ISO_8859_1);
    return line.contains("\"error\":\"" + code + "\"");
  }

  /** The line of a dead letter. */
  public byte[] deadLetter(SampleFailure failure) {
    ObjectNode letter = JsonNodeFactory.instance.objectNode();
    letter.put("generator", entryName);
    letter.put("index", failure.index());
    letter.put("seed", Long.toString(failure.seed()));
    letter.put("attempts", failure.attempts());
    letter.put("error", failure.error());
    letter.put("message", failure.message());
    return (letter + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Writes {@code value}, at least 0, to the end of {@link #digits}; returns how many there are.
   */
  private int decimal(long value) {
    int at = digits.length;
    long left = value;
    do {
      digits[--at] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    return digits.length - at;
  }

  private static int put(byte[] source, int from, int count, byte[] target, int at) {
    System.arraycopy(source, from, target, at, count);
    return at + count;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
