package io.seedmill.transforms.blocks;

import java.util.Arrays;

/**
 * Records of one bucket: what travels between generating and deduplicating, either itself or as a
 * note of where in a file it lies. Headers, laid out as {@link RecordFormat} says, and lines lie
 * apart. {@link BlockReader} reads either.
 */
public sealed interface SampleBlock {

  /** Returns the number of bytes of the headers. */
  int headersLength();

  /** Returns the number of bytes of the lines. */
  int linesLength();

  /**
   * Records in memory; the arrays are not changed any more.
   *
   * @param headers the headers, from position 0 on
   * @param headersLength how many bytes of the array are headers
   * @param lines the lines, from position 0 on
   * @param linesLength how many bytes of the array are lines
   */
  record InMemory(byte[] headers, int headersLength, byte[] lines, int linesLength)
      implements SampleBlock {

    /** Returns the same records in arrays of their own. */
    public InMemory copy() {
      return new InMemory(
          Arrays.copyOf(headers, headersLength),
          headersLength,
          Arrays.copyOf(lines, linesLength),
          linesLength);
    }
  }

  /**
   * Records in a file, the lines behind the headers. Either is compressed if that makes it shorter.
   *
   * @param root the root of the storage
   * @param path the file
   * @param offset where the headers begin
   * @param headersLength how many bytes the headers have
   * @param linesLength how many bytes the lines have
   * @param storedHeaders how many bytes of the file are headers
   * @param storedLines how many bytes of the file are lines
   */
  record Spilled(
      String root,
      String path,
      long offset,
      int headersLength,
      int linesLength,
      int storedHeaders,
      int storedLines)
      implements SampleBlock {}
}
