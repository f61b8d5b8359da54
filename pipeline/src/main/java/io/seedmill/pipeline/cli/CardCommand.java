package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.cli.card.CardFacts;
import io.seedmill.pipeline.cli.card.ColumnFeatures;
import io.seedmill.pipeline.cli.card.Croissant;
import io.seedmill.pipeline.cli.card.DatasetCard;
import io.seedmill.pipeline.cli.card.RecordShape;
import io.seedmill.pipeline.validate.PageDigest;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.raw.PublishedRecords;
import io.seedmill.transforms.schema.FieldType;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.write.PartFormats;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Writes what hubs of datasets read. */
@Command(
    name = "card",
    description = {
      "Describes a run for hubs of datasets: README.md, the dataset card with a head in YAML, and"
          + " croissant.json in the output, and the JSON Schema of its records,"
          + " metadata/<run>/schema.json (not of CSV). All records are read for it.",
      "A README.md that Seedmill has not written, or that was changed since, is left as it is."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option, such as --endpoint, is for S3.",
      "",
      "Examples:",
      "  seedmill card out --license=cc-by-4.0 --language=en --tag=math",
      "  seedmill card s3://bucket/mine/metadata/monday"
    })
final class CardCommand implements Callable<Integer> {

  private static final String README = "README.md";
  private static final String CROISSANT = "croissant.json";

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Parameters(
      arity = "0..1",
      paramLabel = "<output or run>",
      defaultValue = "out",
      description =
          "An output, for its newest complete run, or <output>/metadata/<run>; default:"
              + " ${DEFAULT-VALUE}.")
  private String place;

  @Option(
      names = "--license",
      paramLabel = "<id>",
      description = "The identifier of a licence, in small letters, such as cc-by-4.0.")
  private String license;

  @Option(
      names = "--creator",
      paramLabel = "<name>",
      description = "Who has made the dataset; once for each of several.")
  private List<String> creators = new ArrayList<>();

  @Option(
      names = "--url",
      paramLabel = "<address>",
      description = "The address of the dataset's page, such as https://example.org/mine.")
  private String url;

  @Option(
      names = "--language",
      paramLabel = "<code>",
      split = ",",
      description = "Codes of languages, such as en.")
  private List<String> languages = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "<word>",
      split = ",",
      description = "Words by which the dataset is found.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--description",
      paramLabel = "<text>",
      description = "What the dataset is for; default: its numbers.")
  private String description;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    check("--license", license == null ? List.of() : List.of(license), "[a-z0-9][a-z0-9.+-]*");
    check("--url", url == null ? List.of() : List.of(url), "https?://[^\\s\"<>]+");
    check("--language", languages, "[a-z]{2,3}(-[A-Za-z0-9]+)*");
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    try (PublishedRun run = PublishedRun.open("<output or run>", place, given, command)) {
      write(run);
    }
    return ExitCode.DONE;
  }

  private static void check(String option, List<String> values, String pattern)
      throws BadInputException {
    for (String value : values) {
      if (!value.matches(pattern)) {
        throw new BadInputException(
            "%s: found '%s'; allowed: %s"
                .formatted(
                    option,
                    value,
                    switch (option) {
                      case "--license" ->
                          "an identifier in small letters, such as cc-by-4.0 or mit";
                      case "--url" -> "an address such as https://example.org/mine";
                      default -> "codes of languages, such as en or pt-BR";
                    }));
      }
    }
  }

  private void write(PublishedRun run) throws IOException, BadInputException {
    Storage storage = run.storage();
    Manifest manifest = run.manifest();
    PrintWriter out = command.commandLine().getOut();
    String root = RunReport.root(place.replaceFirst("/metadata/[^/]+/?$", ""));
    RecordShape shape = new RecordShape();
    Map<String, JsonNode> samples = new HashMap<>();
    Map<String, Set<String>> names = new HashMap<>();
    boolean areRecords = PartFormats.areRecords(manifest.format());
    if (areRecords) {
      Iterator<FileReport> parts = manifest.parts().iterator();
      AtomicLong left = new AtomicLong();
      AtomicReference<Set<String>> inPart = new AtomicReference<>(Set.of());
      run.readAll(
          line -> {
            while (left.get() == 0) {
              FileReport part = parts.next();
              left.set(part.records());
              inPart.set(names.computeIfAbsent(part.path(), unseen -> new HashSet<>()));
            }
            left.decrementAndGet();
            JsonNode record = CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
            shape.add(record);
            record
                .fieldNames()
                .forEachRemaining(
                    name -> {
                      if (shape.fields().containsKey(name)) {
                        inPart.get().add(name);
                      }
                    });
            samples.putIfAbsent(record.path("generator").asText(), record);
            return true;
          });
    } else if (manifest.format().equals("csv")) {
      run.readRows(
          (part, row) -> {
            shape.add(row);
            row.fieldNames()
                .forEachRemaining(
                    names.computeIfAbsent(part.path(), unseen -> new HashSet<>())::add);
            if (row.path("generator").isTextual()) {
              row.properties().removeIf(field -> field.getValue().isNull());
              samples.putIfAbsent(row.path("generator").asText(), row);
            }
          });
    }
    CardFacts facts =
        new CardFacts(null, license, creators, url, languages, tags, description)
            .or(manifest.spec());
    DatasetLayout layout =
        new DatasetLayout(manifest.run(), UUID.randomUUID().toString().substring(0, 8));
    if (areRecords && !samples.isEmpty()) {
      ObjectNode schema =
          JsonNodeFactory.instance
              .objectNode()
              .put("$schema", "https://json-schema.org/draft/2020-12/schema")
              .put("title", "A record of " + manifest.dataset());
      schema.setAll(shape.schema());
      String path = layout.metadata() + "/schema.json";
      write(storage, layout, path, schema.toPrettyString() + "\n");
      out.println("schema    " + root + path);
    }
    if (manifest.format().equals("parquet")) {
      names.replaceAll((part, some) -> shape.fields().keySet());
    }
    ObjectNode croissant =
        Croissant.of(manifest, Registry.version(storage, manifest), shape, names, facts);
    write(storage, layout, CROISSANT, croissant.toPrettyString() + "\n");
    out.println("croissant " + root + CROISSANT);
    List<String> lacking = Croissant.lackingIn(croissant);
    if (!lacking.isEmpty()) {
      command
          .commandLine()
          .getErr()
          .printf(
              "seedmill: %s lacks %s, which its format requires; 'card' in the spec says them, or"
                  + " --%s%n",
              CROISSANT, String.join(", ", lacking), String.join(", --", lacking));
    }
    Optional<ArrayNode> features = areRecords ? features(run, shape) : Optional.empty();
    if (storage.size(README).isEmpty() || PageDigest.isRight(storage.read(README))) {
      String card = PageDigest.added(DatasetCard.of(manifest, features, facts, samples) + "\n");
      write(storage, layout, README, card);
      out.println("card      " + root + README);
    } else {
      command
          .commandLine()
          .getErr()
          .printf(
              "seedmill: %s%s is not as Seedmill wrote it, or of another origin; it is left as it"
                  + " is%n",
              root, README);
    }
    storage.deleteIfEmpty(layout.temporaryFolder());
    storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
  }

  /** Returns the features of the records, but of the columns where a file has types of its own. */
  private static Optional<ArrayNode> features(PublishedRun run, RecordShape shape)
      throws IOException {
    for (FileReport part : run.manifest().parts()) {
      Optional<Map<String, FieldType>> types =
          PublishedRecords.types(run.storage(), part.path(), part.bytes());
      if (types.isPresent() && part.records() > 0) {
        return types.map(ColumnFeatures::of);
      }
    }
    return shape.features();
  }

  private static void write(Storage storage, DatasetLayout layout, String path, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String temporary = layout.temporary("card-" + UUID.randomUUID());
    try (PendingFile file = storage.createReplacing(temporary, path)) {
      file.write(bytes, 0, bytes.length);
      file.commit();
    }
  }
}
