package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorTraits;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.sources.rows.CsvHeader;
import io.seedmill.generators.sources.rows.RowFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Existing files as a generator: record number n of the files is index n, whatever the shards are.
 * Files of the same content, wherever they lie, are the same generator.
 */
@AutoService(SourceFactory.class)
public final class FilesFactory implements SourceFactory {

  private static final Logger LOG = LoggerFactory.getLogger(FilesFactory.class);

  private final FilesScan.Sizes sizes;

  /** The kind of generator that reads files. */
  public FilesFactory() {
    this(FilesScan.Sizes.USUAL);
  }

  FilesFactory(FilesScan.Sizes sizes) {
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "Records of existing files: JSON Lines, JSON arrays, CSV; local or in S3.";
  }

  @Override
  public ParameterSchema parameters() {
    return FilesSchema.create();
  }

  /**
   * Paths are settings: a sample depends on the content of files, not on their place; the quote is
   * part of what is prepared.
   */
  @Override
  public GeneratorTraits traits() {
    return new GeneratorTraits(
        Set.of(FilesSchema.FILES, FilesSchema.QUOTE), false, true, false, true);
  }

  @Override
  public Prepared prepare(Parameters parameters, Preparation at)
      throws UnusableException, IOException, InterruptedException {
    FileSearch search = new FileSearch(at);
    Map<InputFile, String> found = search.find(parameters.json(FilesSchema.FILES));
    Reading reading = Reading.of(parameters);
    RecordTable table = new RecordTable(new FilesScan(at.inputs(), reading, sizes).scan(found));
    if (table.records() == 0) {
      String first = found.values().iterator().next();
      throw new UnusableException(
          "/" + FilesSchema.FILES, "'" + first + "', without a record", "files that have one");
    }
    try (FilesGenerator generator = new FilesGenerator(table, reading, at.inputs())) {
      new FirstRecords(table, generator).requireOne();
    }
    ObjectNode place = table.toJson();
    List<RecordFile> indexed = withIndex(table, reading);
    if (!indexed.isEmpty()) {
      place.put(Prepared.WITHOUT_INDEX, indexed.size());
      LOG.warn(
          "'{}'{}: columns without a name before the first one, such as pandas' index, are left out of"
              + " the samples; to keep them, name them in the header",
          indexed.get(0).name(),
          indexed.size() == 1 ? "" : " and " + (indexed.size() - 1) + " more");
    }
    return new Prepared(OptionalLong.of(table.records()), identity(table, reading), place);
  }

  @Override
  public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
    Set<String> names = new HashSet<>();
    Reading.of(parameters).fields().forEach(field -> names.add(field.name()));
    if (names.isEmpty()) {
      for (RecordFile file : RecordTable.parse(prepared.place()).files()) {
        if (file.records() > 0 && file.format() != RowFormat.CSV) {
          return Optional.empty();
        }
        names.addAll(new CsvHeader(file.columns()).given());
      }
    }
    return Optional.of(names);
  }

  /** Returns the files of which columns are left out though all are wanted. */
  private static List<RecordFile> withIndex(RecordTable table, Reading reading) {
    return table.files().stream()
        .filter(file -> file.format() == RowFormat.CSV && reading.fields().isEmpty())
        .filter(file -> file.records() > 0 && new CsvHeader(file.columns()).index() > 0)
        .toList();
  }

  private static ObjectNode identity(RecordTable table, Reading reading) {
    var sha256 = BlockDigests.sha256();
    for (RecordFile file : table.files()) {
      sha256.update(file.format().word().getBytes(StandardCharsets.UTF_8));
      sha256.update(HexFormat.of().parseHex(file.sha256()));
    }
    ObjectNode identity =
        JsonNodeFactory.instance
            .objectNode()
            .put("files", table.files().size())
            .put("records", table.records())
            .put("sha256", HexFormat.of().formatHex(sha256.digest()));
    return reading.quote().isEmpty() ? identity : identity.put("quote", reading.quote());
  }

  @Override
  public Generator open(Parameters parameters, Prepared prepared, GeneratorContext context) {
    return new FilesGenerator(
        RecordTable.parse(prepared.place()), Reading.of(parameters), context.inputs());
  }
}
