package io.seedmill.transforms.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log of a program, which is created with its first byte and is there once it is closed. In a
 * local folder it can be read before that, and a killed run leaves what it has so far; elsewhere it
 * lies in a temporary file until then.
 */
public final class LogFile extends OutputStream {

  private final Storage storage;
  private final boolean isLocal;
  private final String path;
  private PendingFile file;
  private Path temporary;
  private OutputStream temporaryOut;

  /**
   * @param root the root of the storage
   */
  public LogFile(Storage storage, String root, String path) {
    this.storage = storage;
    this.isLocal = Storage.isLocal(root);
    this.path = path;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (isLocal) {
      file = file == null ? storage.create(path) : file;
      file.write(bytes, offset, length);
      return;
    }
    if (temporary == null) {
      temporary = Files.createTempFile("seedmill-log-", ".log");
      temporaryOut = Files.newOutputStream(temporary);
    }
    temporaryOut.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.commit();
    } else if (temporary != null) {
      temporaryOut.close();
      try (PendingFile uploaded = storage.create(path)) {
        Files.copy(temporary, new Writing(uploaded));
        uploaded.commit();
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static final class Writing extends OutputStream {

    private final PendingFile file;

    Writing(PendingFile file) {
      this.file = file;
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(bytes, offset, length);
    }
  }
}
