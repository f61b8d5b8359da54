package io.seedmill.generators.sources.files;

import io.seedmill.generators.InputFiles;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.sources.files.RecordFile.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Counts the records of one file, and finds places from which they can be read.
 *
 * <p>Lines that are not compressed are counted in parts, by several threads; any other file is
 * counted from its beginning on by one.
 */
final class FileScan {

  private static final int LONGEST_HEADER = 1 << 20;

  private final InputFiles inputs;
  private final InputFile file;
  private final String name;
  private final FileFormat format;
  private final Reading reading;
  private final Grain grain;
  private final List<Future<Piece>> pieces = new ArrayList<>();
  private List<String> columns = List.of();
  private int mark;
  private boolean isArray;

  /** The file, as it was found, and the SHA-256 of its content. */
  record Scanned(RecordFile file, byte[] sha256) {}

  FileScan(
      InputFiles inputs,
      InputFile file,
      String name,
      FileFormat format,
      Reading reading,
      Grain grain) {
    this.inputs = inputs;
    this.file = file;
    this.name = name;
    this.format = format;
    this.reading = reading;
    this.grain = grain;
  }

  /** Begins the work, most of which other threads do. */
  void start(ExecutorService threads) throws FileProblem {
    lookAtBeginning();
    if (format == FileFormat.JSONL && Compression.ofName(file.path()) == Compression.NONE) {
      for (long from = 0; from < file.bytes(); from += grain.blockBytes()) {
        long offset = from;
        pieces.add(threads.submit(() -> lines(offset)));
      }
    } else {
      pieces.add(threads.submit(this::all));
    }
  }

  /** Waits for the end of the work. */
  Scanned finish() throws FileProblem, InterruptedException {
    List<Piece> done = new ArrayList<>();
    for (Future<Piece> piece : pieces) {
      try {
        done.add(piece.get());
      } catch (ExecutionException e) {
        throw problem(e.getCause());
      }
    }
    try {
      requireUnchanged(inputs, file);
    } catch (IOException e) {
      throw problem(e);
    }
    return joined(done);
  }

  /** Throws where a file is no longer what it was. */
  static void requireUnchanged(InputFiles inputs, InputFile file) throws IOException {
    if (inputs.find(file.path()).stream().noneMatch(file::equals)) {
      throw new IOException("it is not there as it was when its records were counted");
    }
  }

  private void lookAtBeginning() throws FileProblem {
    try (InputStream raw = inputs.open(file.path(), 0, file.bytes())) {
      FileContent content = FileContent.of(raw, file);
      mark = content.mark();
      isArray = format == FileFormat.JSON && content.isArray();
      if (format == FileFormat.CSV) {
        columns = reading.columns().isEmpty() ? header(content.stream()) : reading.columns();
        requireColumns();
      }
    } catch (IOException e) {
      throw problem(e);
    }
  }

  private List<String> header(InputStream content) throws IOException, FileProblem {
    content.skipNBytes(mark);
    byte delimiter = reading.delimiterOf(file.path());
    RecordReader rows =
        new RecordReader(content, new CsvSplitter(mark, 0, delimiter), LONGEST_HEADER);
    if (!rows.next() || rows.isTooLarge()) {
      throw new FileProblem(name, "which has no header", "CSV with a header, or 'header: [names]'");
    }
    CsvRow row = new CsvRow(delimiter);
    try {
      row.read(rows.bytes(), rows.from(), rows.length());
    } catch (InvalidSampleException e) {
      throw new FileProblem(name, "in whose header is " + e.getMessage(), "CSV with a header");
    }
    return row.texts();
  }

  private void requireColumns() throws FileProblem {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (column.isBlank() || !seen.add(column)) {
        throw new FileProblem(
            name,
            "in whose header '" + column + "' is blank or there twice",
            "names that differ, or 'header: [names]' for a file without a header");
      }
    }
    for (FieldSource field : reading.fields()) {
      if (!seen.contains(field.from())) {
        throw new FileProblem(
            name, "which has no column '" + field.from() + "'", String.join(", ", columns));
      }
    }
  }

  private Piece lines(long offset) throws IOException {
    long length = Math.min(grain.blockBytes(), file.bytes() - offset);
    int skip = offset == 0 ? mark : 0;
    try (InputStream in = inputs.open(file.path(), offset, length)) {
      Splitter splitter = new LineSplitter(offset + skip, 0);
      return new PieceScan(in, splitter, grain).lines(skip, length);
    }
  }

  private Piece all() throws IOException {
    try (InputStream raw = inputs.open(file.path(), 0, file.bytes())) {
      Splitter splitter = reading.splitter(file.path(), format, isArray, new Place(mark, 0, 0));
      boolean hasHeader = format == FileFormat.CSV && reading.columns().isEmpty();
      Piece piece =
          new PieceScan(FileContent.of(raw, file).stream(), splitter, grain)
              .all(mark, hasHeader ? 1 : 0);
      if (splitter instanceof JsonSplitter json && json.isInArray()) {
        throw new IOException("its array has no end");
      }
      return piece;
    }
  }

  private Scanned joined(List<Piece> done) {
    List<Place> places = new ArrayList<>();
    if (format != FileFormat.CSV) {
      places.add(new Place(mark, 0, 0));
    }
    var sha256 = BlockDigests.sha256();
    long records = 0;
    long lines = 0;
    boolean open = false;
    for (Piece piece : done) {
      sha256.update(piece.digests());
      if (piece.lines() > 0 && (open || piece.headIsRecord())) {
        records++;
      }
      for (Place place : piece.places()) {
        long record = records + place.record();
        if (record > 0 || format == FileFormat.CSV) {
          places.add(new Place(place.offset(), record, lines + place.line()));
        }
      }
      open = piece.lines() > 0 ? piece.tailIsRecord() : open || piece.headIsRecord();
      records += piece.records();
      lines += piece.lines();
    }
    RecordFile found =
        new RecordFile(file, name, format, isArray, columns, open ? records + 1 : records, places);
    return new Scanned(found, sha256.digest());
  }

  private FileProblem problem(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new FileProblem(
        name, "which cannot be read (" + reason + ")", "whole files of " + format.word());
  }
}
