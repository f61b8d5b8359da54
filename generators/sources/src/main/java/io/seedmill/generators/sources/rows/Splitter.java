package io.seedmill.generators.sources.rows;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Finds the first and last byte of each row in bytes that arrive piece by piece.
 *
 * <p>It keeps no bytes, so a row may be of any size. The scan that counts rows and the reader that
 * reads them use the same splitter, so they cannot disagree.
 */
public abstract class Splitter {

  static final byte LINE_FEED = '\n';
  static final byte RETURN = '\r';

  private static final long NONE = -1;

  private long at;
  private long line;
  private byte last;
  private long begin = NONE;
  private long beginLine;
  private long end = NONE;
  private long closedBegin;
  private long closedLine;

  /**
   * @param at the place in the file of the first byte that follows
   * @param line the number of that byte's line, counted from 0
   */
  Splitter(long at, long line) {
    this.at = at;
    this.line = line;
  }

  /** Returns a splitter for a file that is one JSON array, from one of its elements on. */
  public static Splitter atElement(long offset, long line) {
    return JsonSplitter.ofElements(offset, line);
  }

  /** Returns a splitter for a whole JSON file that is an object with a list under a pointer. */
  public static Splitter ofList(long offset, JsonPointer pointer) {
    return JsonSplitter.ofMember(offset, pointer);
  }

  /** Tells the splitter the byte before the first, so that a CRLF in two pieces is one line end. */
  public final Splitter after(int byteBefore) {
    last = (byte) byteBefore;
    return this;
  }

  /** Returns the place in the file of the next byte. */
  public final long at() {
    return at;
  }

  /** Returns the line of the next byte, counted from 0. */
  public final long line() {
    return line;
  }

  /** Tells if a row has begun and not ended. */
  public final boolean isOpen() {
    return begin != NONE;
  }

  /** Returns the place at which the open row begins. */
  public final long openBegin() {
    return begin;
  }

  /** Returns the place at which the last complete row begins. */
  public final long begin() {
    return closedBegin;
  }

  /** Returns the line in which the last complete row begins, counted from 0. */
  public final long beginLine() {
    return closedLine;
  }

  /** Returns the place after the last byte of the last complete row. */
  public final long end() {
    return end;
  }

  /** Tells if the rows are elements of a JSON array. */
  public boolean isArray() {
    return false;
  }

  /** Returns what is wrong with a file that ends here, as a clause; empty if nothing is. */
  public String problem() {
    return "";
  }

  /**
   * Reads until a row ends, or all bytes are used.
   *
   * @return the position after the last byte used
   */
  public final int next(byte[] bytes, int from, int to) {
    end = NONE;
    int used = find(bytes, from, to);
    at += used - from;
    last = used > from ? bytes[used - 1] : last;
    return used;
  }

  /** Tells if {@link #next} came to the end of a row. */
  public final boolean hasEnded() {
    return end != NONE;
  }

  /** Ends the open row, if any, at the end of the file, and tells if there was one. */
  public final boolean finish() {
    end = NONE;
    if (isOpen() && isRow()) {
      close(at);
    }
    return hasEnded();
  }

  /** Uses bytes until a row ends; returns the position after the last one used. */
  abstract int find(byte[] bytes, int from, int to);

  /** Tells if what the open row holds so far is a row, if it ends here. */
  public boolean isRow() {
    return true;
  }

  /** Takes back that a row has begun. */
  final void drop() {
    begin = NONE;
  }

  /** Begins a row, some bytes after the first of those in use. */
  final void open(int ahead) {
    begin = at + ahead;
    beginLine = line;
  }

  /** Ends the row, some bytes after the first of those in use. */
  final void closeAfter(int ahead) {
    close(at + ahead);
  }

  private void close(long place) {
    closedBegin = begin;
    closedLine = beginLine;
    begin = NONE;
    end = place;
  }

  static boolean isLineEnd(byte b) {
    return b == LINE_FEED || b == RETURN;
  }

  /** Counts the LF or CR at a position; the two of CRLF count once. */
  final void countLine(byte[] bytes, int position, int from) {
    byte before = position > from ? bytes[position - 1] : last;
    if (bytes[position] == RETURN || before != RETURN) {
      line++;
    }
  }
}
