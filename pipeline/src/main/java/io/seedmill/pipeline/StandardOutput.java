package io.seedmill.pipeline;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;

/**
 * The standard output. A reader that has seen enough and closes its end of a pipe, as {@code head}
 * does, is no error; a full disk is.
 */
final class StandardOutput extends FilterOutputStream {

  private boolean closed;

  StandardOutput() {
    super(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (closed) {
      return;
    }
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      closed = "Broken pipe".equals(e.getMessage());
      if (!closed) {
        throw e;
      }
    }
  }
}
