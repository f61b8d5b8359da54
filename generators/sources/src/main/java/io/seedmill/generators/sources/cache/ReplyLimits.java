package io.seedmill.generators.sources.cache;

import java.io.IOException;

/**
 * The limits of a reply in RESP, the protocol of Redis: of its bytes, and of the sizes that it
 * announces, for which a client reserves memory at once. Replies are checked as they come.
 */
final class ReplyLimits {

  private static final int LONGEST_LINE = 1 << 16;

  /** Elements of lists, and lists within lists; the longest that is asked for has a few. */
  private static final int MOST_ELEMENTS = 1_000;

  private final long mostBytes;
  private long bytes;
  private int lists;
  private long bodyLeft;
  private int lineLength;
  private byte type;
  private boolean negative;
  private long number;

  ReplyLimits(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Begins the reply to another command. */
  void beginReply() {
    bytes = 0;
    lists = 0;
  }

  /**
   * Checks more bytes of a reply.
   *
   * @throws IOException if it is larger than allowed, or says so
   */
  void check(byte[] reply, int offset, int length) throws IOException {
    bytes += length;
    if (bytes > mostBytes + LONGEST_LINE) {
      throw new IOException("a reply of more than %d bytes".formatted(mostBytes));
    }
    for (int at = offset; at < offset + length; at++) {
      if (bodyLeft > 0) {
        int skipped = (int) Math.min(bodyLeft, offset + length - at);
        bodyLeft -= skipped;
        at += skipped - 1;
      } else {
        line(reply[at]);
      }
    }
  }

  private void line(byte next) throws IOException {
    if (lineLength == 0) {
      type = next;
      negative = false;
      number = 0;
    } else if (next == '-') {
      negative = true;
    } else if (next >= '0' && next <= '9') {
      number = Math.min(Integer.MAX_VALUE, 10 * number + next - '0');
    }
    lineLength++;
    if (lineLength > LONGEST_LINE) {
      throw new IOException("a reply with a line of more than %d bytes".formatted(LONGEST_LINE));
    }
    if (next == '\n') {
      lineLength = 0;
      endLine();
    }
  }

  private void endLine() throws IOException {
    switch (type) {
      case '$', '!', '=' -> {
        if (number > mostBytes) {
          throw new IOException(
              "a reply that says that it has %d bytes; allowed: %d".formatted(number, mostBytes));
        }
        bodyLeft = negative ? 0 : number + 2;
      }
      case '*', '~', '>', '%', '|' -> {
        lists++;
        if (number > MOST_ELEMENTS || lists > MOST_ELEMENTS) {
          throw new IOException(
              "a reply that is a list of %d elements; allowed: %d"
                  .formatted(Math.max(number, lists), MOST_ELEMENTS));
        }
      }
      default -> {
        // a line is all there is of it
      }
    }
  }
}
