package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.sources.rows.RewrittenNumbers;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Queries from a file: CSV with a header, JSON Lines, JSON, or text with a word per line, by the
 * ending of its name.
 *
 * @param queries in the order of the file
 * @param sha256 the digest of its bytes
 * @param rewritten the numbers in it whose text is not kept
 */
record QueryFile(List<JsonNode> queries, String sha256, RewrittenNumbers rewritten) {

  static final String ALLOWED =
      "a file in UTF-8 whose name ends in .csv, .tsv, .jsonl, .json or .txt";

  static QueryFile read(String path, InputFiles inputs) throws IOException {
    var found = inputs.find(path);
    if (found.size() != 1) {
      throw new NoSuchFileException(path);
    }
    byte[] bytes;
    try (InputStream in = inputs.open(found.get(0).path(), 0, found.get(0).bytes())) {
      bytes = in.readNBytes(Math.toIntExact(found.get(0).bytes()));
    }
    RewrittenNumbers rewritten = new RewrittenNumbers(path);
    return new QueryFile(parse(path, bytes, rewritten), sha256(bytes), rewritten);
  }

  static boolean isKnown(String path) {
    return RowFormat.ofName(path).isPresent();
  }

  private static List<JsonNode> parse(String path, byte[] bytes, RewrittenNumbers rewritten)
      throws IOException {
    RowFormat format = RowFormat.ofName(path).orElseThrow();
    List<JsonNode> queries = new ArrayList<>();
    try (Rows rows = Rows.open(new ByteArrayInputStream(bytes), path, format)) {
      while (rows.next()) {
        rows.requireWritable();
        queries.add(rows.value());
        rewritten.note(rows);
      }
    } catch (RowException e) {
      throw new IOException(e.getMessage() + " in " + e.place(), e);
    }
    return queries;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
