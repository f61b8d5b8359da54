package io.seedmill.generators.sources.files;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.files.PieceScan.Piece;
import io.seedmill.generators.sources.files.RecordFile.Place;
import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.generators.sources.rows.CsvDialect;
import io.seedmill.generators.sources.rows.CsvHeader;
import io.seedmill.generators.sources.rows.CsvValues;
import io.seedmill.generators.sources.rows.RowBytes;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.RowReader;
import io.seedmill.generators.sources.rows.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records of one file, and finds places from which they can be read.
 *
 * <p>Lines that are not compressed are counted in parts, by several threads; any other file is
 * counted from its beginning by one.
 */
final class FileScan {

  private static final Logger LOG = LoggerFactory.getLogger(FileScan.class);

  /** A name that YAML takes for a text, whatever words it has for truth and nothing. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?!(?i:true|false|null|yes|no|on|off)$)\\p{L}[\\p{L}\\p{N}_./-]*"
              + "( [\\p{L}\\p{N}_./-]+)*+");

  private static final Pattern JSON_BEGINS = Pattern.compile("\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{\"])");

  private static final int LONGEST_FIRST_LINE = 1 << 20;

  private final InputFiles inputs;
  private final InputFile file;
  private final String name;
  private final RowFormat format;
  private final CsvDialect dialect;
  private final Reading reading;
  private final FilesScan.Sizes sizes;
  private final List<Future<Piece>> pieces = new ArrayList<>();
  private List<String> columns = List.of();
  private int mark;
  private volatile boolean isArray;

  FileScan(InputFiles inputs, InputFile file, String name, Reading reading, FilesScan.Sizes sizes)
      throws UnusableException {
    this.inputs = inputs;
    this.file = file;
    this.name = name;
    this.format = reading.formatOf(file.path()).orElseThrow(this::unknownFormat);
    this.dialect = reading.dialectOf(file.path());
    this.reading = reading;
    this.sizes = sizes;
  }

  /** Begins the work, most of which other threads do. */
  void start(ExecutorService threads) throws UnusableException {
    if (reading.records().isPresent() && format != RowFormat.JSON) {
      throw problem(
          ", which is %s and has no list under a name".formatted(format.word()),
          "JSON files with 'records', or 'format: json'");
    }
    lookAtBeginning();
    if (format == RowFormat.JSONL && Compression.ofName(file.path()) == Compression.NONE) {
      for (long from = 0; from < file.bytes(); from += sizes.blockBytes()) {
        long offset = from;
        pieces.add(threads.submit(() -> lines(offset)));
      }
    } else {
      pieces.add(threads.submit(this::all));
    }
  }

  /** Waits for the end of the work. */
  RecordFile finish() throws UnusableException, InterruptedException {
    List<Piece> done = new ArrayList<>();
    for (Future<Piece> piece : pieces) {
      try {
        done.add(piece.get());
      } catch (ExecutionException e) {
        throw unreadable(e.getCause());
      }
    }
    try {
      if (!inputs.find(file.path()).contains(file)) {
        throw new IOException("it changed while its records were counted");
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return joined(done);
  }

  private void lookAtBeginning() throws UnusableException {
    try (InputStream raw = inputs.open(file.path(), 0, file.bytes())) {
      RowBytes bytes = RowBytes.of(raw, file.path());
      mark = bytes.mark();
      bytes.stream().skipNBytes(mark);
      if (format == RowFormat.CSV) {
        readHeader(bytes.stream());
      } else if (format == RowFormat.JSONL && bytes.first() == '[') {
        refuseArray(bytes.stream());
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void readHeader(InputStream text) throws IOException, UnusableException {
    RowReader rows = new RowReader(text, format.splitter(mark, dialect), CsvHeader.LONGEST);
    columns = reading.columns();
    try {
      if (columns.isEmpty()) {
        columns =
            CsvHeader.read(rows, new CsvValues(dialect)).map(CsvHeader::names).orElse(columns);
      }
      if (!columns.isEmpty()) {
        CsvForm.columns(new CsvHeader(columns), reading.fields());
      }
    } catch (RowException e) {
      refuseJson(new String(rows.bytes(), rows.from(), rows.length(), StandardCharsets.UTF_8));
      String allowed =
          columns.isEmpty()
              ? "CSV in UTF-8 with a header, or 'header: [names]' for a file without one"
              : "a header that names each column once%s; found '%s'"
                  .formatted(
                      withFields(new CsvHeader(columns).distinct()), String.join("', '", columns));
      throw problem(", line " + (rows.line() + 1) + ": " + e.getMessage(), allowed);
    }
    if (reading.columns().isEmpty() && !columns.isEmpty()) {
      refuseJson(columns.get(0));
      requireNames(new CsvHeader(columns));
      requireDelimiter();
      tellOnlyName(new CsvHeader(columns));
    }
  }

  private void tellOnlyName(CsvHeader header) {
    if (reading.fields().isEmpty()) {
      header
          .only()
          .ifPresent(
              only ->
                  LOG.warn(
                      "'{}', line 1: the only column gets the name '{}'; if that is the first record"
                          + " of a file without a header, say 'header: [name]', or else"
                          + " 'fields: [{}]'",
                      name,
                      only,
                      inSpec(only)));
    }
  }

  /** Refuses a first line that is no header, and tells of one that may be a record. */
  private void requireNames(CsvHeader header) throws UnusableException {
    boolean isGiven = !reading.delimiter().isEmpty() && columns.size() == 1;
    if (header.namesDelimiter() && !isGiven) {
      throw problem(
          ", line 1: '%s', which tells a spreadsheet the delimiter".formatted(columns.get(0)),
          "a header in line 1, so remove that line; 'delimiter' tells Seedmill");
    }
    if (dialect.quote() == CsvDialect.NO_QUOTE && reading.quote().isEmpty() && header.isQuoted()) {
      throw problem(
          ", line 1: every name is in quotes, such as %s".formatted(columns.get(0)),
          "'quote: %s' if quotes enclose names and values, 'quote: none' if they are part of them"
              .formatted("'\"'"));
    }
    if (reading.fields().isEmpty()) {
      header
          .number()
          .ifPresent(
              number ->
                  LOG.warn(
                      "'{}', line 1: the name '{}' is a number; if the file has no header, say"
                          + " 'header: [names]', or else 'fields: [names]'",
                      name,
                      number));
    }
  }

  /** Refuses a header that begins as JSON Lines or a JSON array does. */
  private void refuseJson(String header) throws UnusableException {
    if (reading.columns().isEmpty() && JSON_BEGINS.matcher(header).lookingAt()) {
      throw problem(
          ", line 1: '%s', which is JSON and no header"
              .formatted(header.substring(0, Math.min(40, header.length()))),
          "a header of names; 'format: jsonl' or 'format: json' for JSON of another name");
    }
  }

  /** Says how columns are chosen that have a name of their own, if there are any. */
  private static String withFields(List<String> names) {
    return names.isEmpty()
        ? ""
        : ", or 'fields: [%s]' for those you want"
            .formatted(names.stream().map(FileScan::inSpec).collect(joining(", ")));
  }

  /** Returns a name as a list in a spec has it, in quotes where YAML needs them. */
  private static String inSpec(String name) {
    return PLAIN.matcher(name).matches() ? name : TextNode.valueOf(name).toString();
  }

  /** Refuses a header of one column that shows another delimiter. */
  private void requireDelimiter() throws UnusableException {
    if (!reading.delimiter().isEmpty() || columns.size() != 1) {
      return;
    }
    for (String other : List.of(";", "\t", "|", ",")) {
      if (columns.get(0).contains(other)) {
        String shown = other.equals("\t") ? "\\t" : other;
        throw problem(
            ", line 1: one column, '" + columns.get(0) + "'",
            "'delimiter: \"%s\"', or the usual one in 'delimiter' if it is one column"
                .formatted(shown));
      }
    }
  }

  boolean hasHeader() {
    return !columns.isEmpty();
  }

  /**
   * Refuses a file whose first row has as many values as the header of another file has names, and
   * none of these names: it seems to have no header.
   */
  void requireHeaderLike(FileScan other) throws UnusableException {
    boolean named = reading.columns().isEmpty() && reading.fields().isEmpty();
    if (named
        && hasHeader()
        && columns.size() == other.columns.size()
        && Collections.disjoint(
            new CsvHeader(columns).given(), new CsvHeader(other.columns).given())) {
      throw problem(
          ", line 1: %s, none of the names in the header of '%s'"
              .formatted(String.join(", ", columns), other.name),
          "files with a header each; 'header: [names]' for files without one; another entry for"
              + " files with other columns");
    }
  }

  /** Refuses a JSON array over several lines, and one that is all of the file. */
  private void refuseArray(InputStream text) throws IOException, UnusableException {
    RowReader rows = new RowReader(text, format.splitter(mark, dialect), LONGEST_FIRST_LINE);
    rows.next();
    boolean isLine = !rows.isTooLarge();
    try {
      if (isLine) {
        int from = rows.from();
        CanonicalJson.parse(Arrays.copyOfRange(rows.bytes(), from, from + rows.length()));
        isLine = rows.next();
      }
    } catch (IOException e) {
      isLine = false;
    }
    if (!isLine) {
      throw problem(
          ", which is a JSON array and not JSON Lines",
          "a JSON object per line, or 'format: json' for an array of objects");
    }
  }

  private Piece lines(long offset) throws IOException {
    long length = Math.min(sizes.blockBytes(), file.bytes() - offset);
    int skip = offset == 0 ? mark : 0;
    int before = offset == 0 ? 0 : 1;
    try (InputStream in = inputs.open(file.path(), offset - before, length + before)) {
      int byteBefore = before == 0 ? 0 : in.read();
      Splitter splitter = format.splitterAt(offset + skip, 0, dialect).after(byteBefore);
      return new PieceScan(in, splitter, sizes).lines(skip, length);
    }
  }

  private Piece all() throws IOException {
    try (InputStream raw = inputs.open(file.path(), 0, file.bytes())) {
      Splitter splitter =
          reading.records().isPresent()
              ? Splitter.ofList(mark, reading.records().get())
              : format.splitter(mark, dialect);
      boolean hasHeader = format == RowFormat.CSV && reading.columns().isEmpty();
      InputStream bytes = RowBytes.of(raw, file.path()).stream();
      Piece piece = new PieceScan(bytes, splitter, sizes).all(mark, hasHeader ? 1 : 0);
      if (!splitter.problem().isEmpty()) {
        throw new IOException(splitter.problem());
      }
      isArray = splitter.isArray();
      return piece;
    }
  }

  private RecordFile joined(List<Piece> done) {
    List<Place> places = new ArrayList<>();
    boolean isFirstFound = format == RowFormat.CSV || isArray;
    if (!isFirstFound) {
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
        if (record > 0 || isFirstFound) {
          places.add(new Place(place.offset(), record, lines + place.line()));
        }
      }
      open = piece.lines() > 0 ? piece.tailIsRecord() : open || piece.headIsRecord();
      records += piece.records();
      lines += piece.lines();
    }
    return new RecordFile(
        file,
        name,
        format,
        isArray,
        columns,
        open ? records + 1 : records,
        places,
        HexFormat.of().formatHex(sha256.digest()));
  }

  private UnusableException unknownFormat() {
    return problem(
        ", whose name tells no format",
        "a name that ends in .jsonl, .ndjson, .json, .csv or .tsv, perhaps with .gz or .zst behind"
            + " it, or 'format: jsonl', json or csv");
  }

  private UnusableException unreadable(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return problem(
        ", which cannot be read (" + LocalInputs.reason(cause) + ")",
        "whole files of " + format.word());
  }

  private UnusableException problem(String found, String allowed) {
    return new UnusableException("/" + FilesSchema.FILES, "'" + name + "'" + found, allowed);
  }
}
