package io.seedmill.generators.sources.files;

/**
 * Finds where the records of a file begin and end, in bytes that come piece by piece.
 *
 * <p>It keeps no bytes, so that a record may be of any size. Whoever asks it where records are, and
 * whoever reads them, asks the same one: they cannot differ.
 */
abstract class Splitter {

  static final byte LINE_FEED = '\n';

  private static final long NONE = -1;

  private long at;
  private long line;
  private long begin = NONE;
  private long beginLine;
  private long end = NONE;
  private long closedBegin;
  private long closedLine;

  /**
   * @param at where in the file the first byte is that it will get
   * @param line in which line that is, counted from 0
   */
  Splitter(long at, long line) {
    this.at = at;
    this.line = line;
  }

  /** Where in the file the next byte is. */
  final long at() {
    return at;
  }

  /** In which line the next byte is, counted from 0. */
  final long line() {
    return line;
  }

  /** Whether a record has begun that has not ended. */
  final boolean isOpen() {
    return begin != NONE;
  }

  /** Where the open record begins. */
  final long openBegin() {
    return begin;
  }

  /** Where the record begins that ended last. */
  final long begin() {
    return closedBegin;
  }

  /** In which line it begins, counted from 0. */
  final long beginLine() {
    return closedLine;
  }

  /** The place behind it. */
  final long end() {
    return end;
  }

  /**
   * Goes on until a record ends, or all bytes are used.
   *
   * @return the position behind the last byte used
   */
  final int next(byte[] bytes, int from, int to) {
    end = NONE;
    int used = find(bytes, from, to);
    at += used - from;
    return used;
  }

  /** Whether {@link #next} came to the end of a record. */
  final boolean hasEnded() {
    return end != NONE;
  }

  /** Says that there are no more bytes; whether that ended a record. */
  final boolean finish() {
    end = NONE;
    if (isOpen()) {
      close(at);
    }
    return hasEnded();
  }

  /** Uses bytes until a record ends; returns the position behind the last one used. */
  abstract int find(byte[] bytes, int from, int to);

  /** Begins a record, some bytes behind the first of those in use. */
  final void open(int ahead) {
    begin = at + ahead;
    beginLine = line;
  }

  /** Ends the record, some bytes behind the first of those in use. */
  final void closeAfter(int ahead) {
    close(at + ahead);
  }

  private void close(long place) {
    closedBegin = begin;
    closedLine = beginLine;
    begin = NONE;
    end = place;
  }

  /** Counts a line feed. */
  final void countLine() {
    line++;
  }
}
