package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.Rows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The rows of a file that a program has written; each is a sample. */
final class FileRows implements FolderCollector.Found, Closeable {

  private final Path file;
  private final String name;
  private final int longestRow;
  private Rows rows;

  FileRows(Path file, String name, int maxSampleBytes) {
    this.file = file;
    this.name = name;
    this.longestRow = ProgramClient.longestLine(maxSampleBytes);
  }

  /** Returns how many rows there are, those that cannot be read included. */
  int count() throws IOException {
    int count = 0;
    try (Rows all = open()) {
      for (boolean more = true; more; ) {
        try {
          more = all.next();
          count += more ? 1 : 0;
        } catch (RowException e) {
          count++;
        }
      }
    }
    return count;
  }

  /** Reads the next row. */
  @Override
  public ObjectNode read() throws IOException {
    if (rows == null) {
      rows = open();
    }
    try {
      if (rows.next() && rows.value() instanceof ObjectNode object) {
        return object;
      }
      throw new IOException("%s of '%s' is not a JSON object".formatted(rows.place(), name));
    } catch (RowException e) {
      throw new IOException("%s in %s of '%s'".formatted(e.getMessage(), e.place(), name), e);
    }
  }

  private Rows open() throws IOException {
    Path checked = AssetFile.find(file.toString(), List.of(file.getParent()));
    RowFormat format = RowFormat.ofName(name).orElseThrow();
    return Rows.open(AssetFile.open(checked), name, format, longestRow);
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
    }
  }
}
