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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Existing files as a generator: record number n of the files is index n, whatever the shards are.
 * Files of the same content, wherever they lie, are the same generator.
 */
@AutoService(SourceFactory.class)
public final class FilesFactory implements SourceFactory {

  private final Grain grain;

  /** The kind of generator that reads files. */
  public FilesFactory() {
    this(Grain.USUAL);
  }

  FilesFactory(Grain grain) {
    this.grain = grain;
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

  /** Paths are settings: a sample depends on the content of files, not on their place. */
  @Override
  public GeneratorTraits traits() {
    return new GeneratorTraits(Set.of(FilesSchema.FILES), false, true, false, true);
  }

  @Override
  public Prepared prepare(Parameters parameters, Preparation at)
      throws UnusableException, IOException, InterruptedException {
    FileSearch search = new FileSearch(at);
    Map<InputFile, String> found = search.find(parameters.structure(FilesSchema.FILES));
    try {
      List<FileScan.Scanned> scanned =
          new FilesScan(at.inputs(), Reading.of(parameters), grain).scan(found);
      RecordTable table = new RecordTable(scanned.stream().map(FileScan.Scanned::file).toList());
      if (table.records() == 0) {
        throw new FileProblem(
            found.values().iterator().next(), "without a record", "files that have one");
      }
      return new Prepared(
          OptionalLong.of(table.records()), identity(scanned, table.records()), table.toJson());
    } catch (FileProblem e) {
      throw new UnusableException("/" + FilesSchema.FILES, e.getMessage(), e.allowed());
    }
  }

  private static ObjectNode identity(List<FileScan.Scanned> scanned, long records) {
    var sha256 = BlockDigests.sha256();
    for (FileScan.Scanned file : scanned) {
      sha256.update(file.file().format().word().getBytes(StandardCharsets.UTF_8));
      sha256.update(file.sha256());
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("files", scanned.size())
        .put("records", records)
        .put("sha256", HexFormat.of().formatHex(sha256.digest()));
  }

  @Override
  public Generator open(Parameters parameters, Prepared prepared, GeneratorContext context) {
    return new FilesGenerator(
        RecordTable.parse(prepared.place()), Reading.of(parameters), context.inputs());
  }
}
