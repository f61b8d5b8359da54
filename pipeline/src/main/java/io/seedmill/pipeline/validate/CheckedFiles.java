package io.seedmill.pipeline.validate;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.Storage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Reads files that a manifest names, and compares them with what it says of them. */
record CheckedFiles(Storage storage, Findings findings, LongConsumer bytesDone) {

  interface Reader {
    long read(InputStream in, String file) throws IOException, InterruptedException;
  }

  interface LineReader {
    void read(byte[] line, long number) throws IOException, InterruptedException;
  }

  /** Reads a file whole, and compares its bytes, digest and number of records with the manifest. */
  long read(FileReport file, Reader reader) throws IOException, InterruptedException {
    Counting counted;
    MessageDigest sha256 = ContentHash.sha256();
    long count;
    try (InputStream opened = storage.open(file.path())) {
      counted = new Counting(opened, bytesDone);
      InputStream in = new BufferedInputStream(new DigestInputStream(counted, sha256), 1 << 16);
      count = reader.read(in, file.path());
      in.transferTo(OutputStream.nullOutputStream());
    } catch (NoSuchFileException e) {
      findings.add(file.path(), "the file is missing");
      return 0;
    }
    String digest = HexFormat.of().formatHex(sha256.digest());
    if (counted.bytes != file.bytes()) {
      findings.add(file.path(), "%d bytes, not %d".formatted(counted.bytes, file.bytes()));
    } else if (!digest.equals(file.sha256())) {
      findings.add(file.path(), "SHA-256 is %s, not %s".formatted(digest, file.sha256()));
    }
    if (count != file.records()) {
      findings.add(file.path(), "%d records, not %d".formatted(count, file.records()));
    }
    return count;
  }

  /** Hands on the lines of a file without their line feeds; returns how many there are. */
  long eachLine(InputStream in, String file, LineReader reader)
      throws IOException, InterruptedException {
    long number = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 || line.size() > 0; next = in.read()) {
      if (next >= 0 && next != '\n') {
        line.write(next);
        continue;
      }
      number++;
      if (next < 0) {
        findings.add(file, number, "no line feed behind the last line");
      }
      reader.read(line.toByteArray(), number);
      line.reset();
    }
    return number;
  }
}
