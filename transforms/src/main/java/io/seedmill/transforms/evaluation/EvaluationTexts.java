package io.seedmill.transforms.evaluation;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The runs of n words of evaluation texts. A sample's text repeats one of them if it has such a run
 * too. An evaluation text of fewer than n words is one run, which a sample's text repeats if it has
 * the same words and no others; one of fewer than {@value #FEWEST_WORDS} words, such as the answer
 * to a question, is not compared.
 */
public final class EvaluationTexts {

  /** The fewest words of a text that is compared. */
  public static final int FEWEST_WORDS = 4;

  /** The most runs of words that fit the memory of a worker: some 300 MB. */
  public static final int MOST_RUNS = 10_000_000;

  private final int ngrams;
  private final List<Source> files;
  private final int[] rowFiles;
  private final long[] rowNumbers;

  /** A hash table; 0 is no hash. */
  private final long[] hashes;

  private final int[] rows;
  private final long texts;
  private final long tooShort;
  private final String sha256;

  private EvaluationTexts(
      int ngrams,
      List<Source> files,
      int[] rowFiles,
      long[] rowNumbers,
      long[] hashes,
      int[] rows,
      long texts,
      long tooShort,
      String sha256) {
    this.ngrams = ngrams;
    this.files = List.copyOf(files);
    this.rowFiles = rowFiles;
    this.rowNumbers = rowNumbers;
    this.hashes = hashes;
    this.rows = rows;
    this.texts = texts;
    this.tooShort = tooShort;
    this.sha256 = sha256;
  }

  /**
   * A file of evaluation texts.
   *
   * @param name its name in messages
   * @param row the word for one of its rows: line or item
   */
  public record Source(String name, String row) {}

  /**
   * A run of words that a sample shares with an evaluation text.
   *
   * @param file the file of the text
   * @param place its line
   * @param words the words, normalised
   */
  public record Match(String file, String place, String words) {}

  /** Returns the number of texts. */
  public long texts() {
    return texts;
  }

  /** Returns the number of texts that are too short to be compared. */
  public long tooShort() {
    return tooShort;
  }

  /** Returns about how many bytes of heap they take. */
  public long heapBytes() {
    return (Long.BYTES + Integer.BYTES) * ((long) hashes.length + rowNumbers.length);
  }

  /** Returns the names of the files. */
  public List<String> files() {
    return files.stream().map(Source::name).toList();
  }

  /** Returns the SHA-256, in hex, of all texts: what is left out depends on it and on n alone. */
  public String sha256() {
    return sha256;
  }

  /** Returns the first run of words that a text shares with these. */
  Optional<Match> find(Words text) {
    int length = text.count() < ngrams ? text.count() : ngrams;
    if (length < Math.min(FEWEST_WORDS, ngrams)) {
      return Optional.empty();
    }
    int[] found = {-1, 0};
    text.runs(
        length,
        (first, hash) -> {
          int slot = slot(hashes, hash);
          if (hashes[slot] == 0) {
            return true;
          }
          found[0] = rows[slot];
          found[1] = first;
          return false;
        });
    if (found[0] < 0) {
      return Optional.empty();
    }
    Source file = files.get(rowFiles[found[0]]);
    return Optional.of(
        new Match(
            file.name(), file.row() + " " + rowNumbers[found[0]], text.text(found[1], length)));
  }

  private static int slot(long[] hashes, long hash) {
    int mask = hashes.length - 1;
    int slot = (int) hash & mask;
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Writes all of it to a file, for workers. */
  public void write(Storage storage, String path) throws IOException {
    try (PendingFile file = storage.create(path)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(ngrams);
      out.writeInt(files.size());
      for (Source source : files) {
        byte[] name = source.name().getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeUTF(source.row());
      }
      out.writeInt(rowFiles.length);
      for (int row = 0; row < rowFiles.length; row++) {
        out.writeInt(rowFiles[row]);
        out.writeLong(rowNumbers[row]);
        flush(bytes, file, 1 << 20);
      }
      out.writeInt(hashes.length);
      for (int slot = 0; slot < hashes.length; slot++) {
        out.writeLong(hashes[slot]);
        out.writeInt(rows[slot]);
        flush(bytes, file, 1 << 20);
      }
      flush(bytes, file, 0);
      file.commit();
    }
  }

  private static void flush(ByteArrayOutputStream bytes, PendingFile file, int most)
      throws IOException {
    if (bytes.size() > most) {
      file.write(bytes.toByteArray(), 0, bytes.size());
      bytes.reset();
    }
  }

  /** Reads what {@link #write} wrote. */
  static EvaluationTexts read(InputStream file) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(file, 1 << 20));
    int ngrams = in.readInt();
    List<Source> files = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] name = in.readNBytes(in.readInt());
      files.add(new Source(new String(name, StandardCharsets.UTF_8), in.readUTF()));
    }
    int[] rowFiles = new int[in.readInt()];
    long[] rowNumbers = new long[rowFiles.length];
    for (int row = 0; row < rowFiles.length; row++) {
      rowFiles[row] = in.readInt();
      rowNumbers[row] = in.readLong();
    }
    long[] hashes = new long[in.readInt()];
    int[] rows = new int[hashes.length];
    for (int slot = 0; slot < hashes.length; slot++) {
      hashes[slot] = in.readLong();
      rows[slot] = in.readInt();
    }
    return new EvaluationTexts(ngrams, files, rowFiles, rowNumbers, hashes, rows, 0, 0, "");
  }

  /** Collects texts, file by file and row by row. */
  public static final class Builder {

    private final int ngrams;
    private final Words words = new Words();
    private final MessageDigest digest = ContentHash.sha256();
    private final List<Source> files = new ArrayList<>();
    private int[] rowFiles = new int[1024];
    private long[] rowNumbers = new long[1024];
    private int rowCount;
    private long[] hashes = new long[1 << 12];
    private int[] rows = new int[1 << 12];
    private int runs;
    private long texts;
    private long tooShort;

    /**
     * @param ngrams the number of words of a run
     */
    public Builder(int ngrams) {
      this.ngrams = ngrams;
    }

    /** Begins a file. */
    public void file(Source file) {
      files.add(file);
    }

    /** Adds a text of a row of the file that was begun last. */
    public void add(long row, String text) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0xff);
      texts++;
      words.read(text);
      int length = Math.min(words.count(), ngrams);
      if (length < Math.min(FEWEST_WORDS, ngrams)) {
        tooShort++;
        return;
      }
      int number = number(row);
      words.runs(length, (first, hash) -> put(hash, number));
    }

    /** Returns the number of different runs of words so far. */
    public int runs() {
      return runs;
    }

    private int number(long row) {
      int last = rowCount - 1;
      int file = files.size() - 1;
      if (last >= 0 && rowFiles[last] == file && rowNumbers[last] == row) {
        return last;
      }
      if (rowCount == rowFiles.length) {
        rowFiles = Arrays.copyOf(rowFiles, 2 * rowCount);
        rowNumbers = Arrays.copyOf(rowNumbers, 2 * rowCount);
      }
      rowFiles[rowCount] = file;
      rowNumbers[rowCount] = row;
      return rowCount++;
    }

    private boolean put(long hash, int row) {
      int slot = slot(hashes, hash);
      if (hashes[slot] != 0 || hash == 0) {
        return true;
      }
      hashes[slot] = hash;
      rows[slot] = row;
      if (++runs > hashes.length / 2) {
        grow();
      }
      return true;
    }

    private void grow() {
      long[] old = hashes;
      int[] oldRows = rows;
      hashes = new long[2 * old.length];
      rows = new int[hashes.length];
      for (int i = 0; i < old.length; i++) {
        if (old[i] != 0) {
          int slot = slot(hashes, old[i]);
          hashes[slot] = old[i];
          rows[slot] = oldRows[i];
        }
      }
    }

    /** Returns all of it. */
    public EvaluationTexts build() {
      return new EvaluationTexts(
          ngrams,
          files,
          Arrays.copyOf(rowFiles, rowCount),
          Arrays.copyOf(rowNumbers, rowCount),
          hashes,
          rows,
          texts,
          tooShort,
          HexFormat.of().formatHex(digest.digest()));
    }
  }

  @Override
  public String toString() {
    return "evaluation texts with SHA-256 " + sha256;
  }
}
