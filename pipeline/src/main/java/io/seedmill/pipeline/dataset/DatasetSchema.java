package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.transforms.generate.WorkerSettings.Assets;
import io.seedmill.transforms.write.PartFormat;
import io.seedmill.transforms.write.PartFormats;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Declares the keys of a dataset spec, from which it is read and its JSON Schema is made. */
public final class DatasetSchema {

  static final TextType NAME =
      ValueType.text(
              "up to 100 of the letters A to Z, digits, dashes, underscores and dots, a letter or digit"
                  + " first",
              Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"))
          .orScalar();

  /**
   * Names of models have slashes, colons and the like: {@code org/model}, {@code model:8b}, {@code
   * @scope/model}. A first dash looks like an option, a first dot like a hidden file or the folder
   * above.
   */
  private static final TextType ENTRY_NAME =
      ValueType.text(
              "up to 100 of the letters A to Z, digits and . _ - + : @ /, with a letter, digit, _ or @"
                  + " first and behind each slash, so that it looks like no option, hidden file or"
                  + " folder above; any other text as 'name: ${matrix.item}' with 'items: [text]'",
              Pattern.compile(
                  "(?!.{101})[A-Za-z0-9_@][A-Za-z0-9._+:@-]*(?:/[A-Za-z0-9_@][A-Za-z0-9._+:@-]*)*"))
          .orScalar();

  static final ValueType FAILURE_RATE = ValueType.number(0, 1);
  static final ValueType SAMPLES = ValueType.integer(0, DatasetSpec.MOST_SAMPLES);
  static final ValueType UNIQUE = ValueType.integer(1, DatasetSpec.MOST_UNIQUE);
  static final ValueType SHARD_SIZE = ValueType.integer(1, DatasetSpec.MOST_SAMPLES);
  static final ValueType WEIGHT = ValueType.number(Double.MIN_VALUE, 1e12);

  private static final ValueType ANYTHING = ValueType.any("anything");
  private static final int MOST_BYTES = 512 << 20;
  private static final TextType FIELD =
      ValueType.text(
              "a list of the sample's own fields, each once, without "
                  + String.join(", ", new TreeSet<>(Sample.RESERVED)),
              Pattern.compile(
                  "(?!(?:" + String.join("|", new TreeSet<>(Sample.RESERVED)) + ")$)[\\s\\S]+"))
          .orScalar();

  /** The number of words in a row that count as repeated, where the spec names none. */
  static final int NGRAMS = 13;

  private static final String FILES_ALLOWED =
      "a pattern of file names, such as 'benchmark/*.jsonl', or a list of them";
  private static final TextType FILE = ValueType.text("a pattern of file names");

  private DatasetSchema() {}

  /** Declares the keys of a spec that names generators of a catalogue. */
  static ParameterSchema of(Catalogue catalogue) {
    return CardReader.addTo(SplitReader.addTo(keys(catalogue)))
        .others(
            ValueType.map(
                "",
                ValueType.text("x-… for your own notes", Pattern.compile("x-[\\s\\S]*")),
                ANYTHING))
        .rule(DatasetSchema::ruleOfBatches)
        .rule(DatasetSchema::ruleOfUnique);
  }

  private static ParameterSchema keys(Catalogue catalogue) {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return ParameterSchema.none()
        .value("name", "the dataset's name", NAME, TextNode.valueOf("dataset"))
        .integer(
            "seed",
            "the number from which all randomness comes",
            0,
            -DatasetSpec.LARGEST_SEED,
            DatasetSpec.LARGEST_SEED)
        .real("maxFailureRate", "the share of samples that may fail", 0, 0, 1)
        .integer(
            "maxSampleBytes",
            "the largest content, and the largest metadata, of a sample, in bytes",
            DatasetSpec.DEFAULT_MAX_SAMPLE_BYTES,
            2,
            MOST_BYTES)
        .optional(
            "checkpoint",
            "keep finished tasks, so that a run can go on after a crash; the default is true where"
                + " a generator is expensive",
            ValueType.flag())
        .value("failures", "the treatment of failing samples", FailureReader.SCHEMA, nothing)
        .flag("incremental", "continue the earlier runs in the same output", false)
        .required(
            "generators",
            "the generators, in order",
            ValueType.list(
                "a list of at least one generator, such as [{generator: maze, samples: 10}]",
                entry(catalogue),
                1,
                Integer.MAX_VALUE))
        .optional(
            "dedupe",
            "the samples that count as equal; without it, those with equal content",
            ParameterSchema.none()
                .optional(
                    "fields",
                    "the fields that make samples equal",
                    ValueType.list(FIELD.allowed(), FIELD, 1, Integer.MAX_VALUE).ofDistinct())
                .choice(
                    "prefer",
                    "which of equal samples is kept: the one with the lowest index, or the one whose"
                        + " entry is listed first",
                    "index",
                    List.of("index", "listed"))
                .optional(
                    "against",
                    "evaluation files: samples that repeat their texts are left out",
                    ValueType.oneOf(
                        FILES_ALLOWED,
                        FILE,
                        ValueType.list(FILES_ALLOWED, FILE, 1, Integer.MAX_VALUE).ofDistinct()))
                .optional(
                    "ngrams",
                    "the number of words in a row that count as repeated; "
                        + NGRAMS
                        + " unless given",
                    ValueType.integer(3, 100))
                .optional(
                    "againstFields",
                    "the fields of the evaluation files that are compared; all, unless given",
                    ValueType.list(
                            "a list of fields, each once",
                            ValueType.text("the name of a field"),
                            1,
                            Integer.MAX_VALUE)
                        .ofDistinct())
                .optional(
                    "near",
                    "samples that are much like a kept one are left out",
                    ParameterSchema.none()
                        .required("field", "the field that is compared", FIELD)
                        .real(
                            "threshold", "the smallest similarity of near duplicates", 0.85, 0.5, 1)
                        .integer(
                            "characters",
                            "the similarity is that of the sets of all runs of so many characters",
                            5,
                            1,
                            100))
                .rule(DatasetSchema::rule)
                .rule(DatasetSchema::ruleOfAgainst))
        .value(
            "batches",
            "the raw files of 'seedmill generate'",
            ParameterSchema.none()
                .flag("dedupe", "leave out samples that lose to an equal one of the batch", false),
            nothing)
        .value("output", "the files of the dataset", output(), nothing);
  }

  /** Returns the JSON Schema, draft 2020-12, of a spec. */
  public static ObjectNode json(Catalogue catalogue) {
    ObjectNode schema =
        JsonNodeFactory.instance
            .objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "Seedmill dataset spec");
    return schema.setAll(of(catalogue).toJsonSchema());
  }

  private static ParameterSchema output() {
    return ParameterSchema.none()
        .integer(
            "parts",
            "the number of files, of each split and generator that has its own",
            1,
            1,
            DatasetSpec.MOST_PARTS)
        .optional(
            "partitionBy",
            "generator: a folder for each entry",
            ValueType.choice(List.of("generator")))
        .choice(
            "format", "the format of the files", PartFormats.JSON_LINES.name(), PartFormats.names())
        .optional(
            "compression",
            "the compression of the files",
            ValueType.choice(
                Arrays.stream(Compression.values()).map(Compression::toString).toList()))
        .flag("metadata", "false: leave out the metadata, in formats where that is possible", true)
        .rule(DatasetSchema::metadataCanBeLeftOut)
        .rule(DatasetSchema::formatHasCompression)
        .and(SchemaReader.SCHEMA)
        .rule(SchemaReader::rule)
        .choice(
            "assets",
            "inline: assets are in the sample; files: each is a file of its own",
            Assets.INLINE.toString(),
            Arrays.stream(Assets.values()).map(Assets::toString).toList());
  }

  private static Optional<InputProblem> metadataCanBeLeftOut(Parameters output) {
    String format = output.choice("format");
    return output.flag("metadata")
            || PartFormats.named(format).orElseThrow().withoutMetadata().isPresent()
        ? Optional.empty()
        : Optional.of(
            new InputProblem(
                "/metadata",
                "false",
                "true, because the format '" + format + "' always has the metadata"));
  }

  private static Optional<InputProblem> formatHasCompression(Parameters output) {
    PartFormat format = PartFormats.named(output.choice("format")).orElseThrow();
    String word = output.has("compression") ? output.choice("compression") : "";
    List<String> allowed =
        Arrays.stream(Compression.values())
            .filter(compression -> format.compressed(compression).isPresent())
            .map(Compression::toString)
            .toList();
    return word.isEmpty() || allowed.contains(word)
        ? Optional.empty()
        : Optional.of(
            new InputProblem(
                "/compression",
                word,
                String.join(" or ", allowed) + " with the format '" + format.name() + "'"));
  }

  private static ValueType entry(Catalogue catalogue) {
    Map<String, ValueType> kinds = new HashMap<>();
    Map<String, ParameterSchema> named = new HashMap<>();
    catalogue.all().forEach(generator -> named.put(generator.name(), generator(generator)));
    kinds.put(
        "generator",
        ValueType.tagged(
            "a mapping such as {generator: maze, samples: 10}",
            "generator",
            "the name of a generator in the catalogue",
            named));
    catalogue.sources().forEach(source -> kinds.put(source.name(), source(source)));
    return ValueType.byKey(
        "a mapping with 'generator' and 'samples', such as {generator: maze, samples: 10}", kinds);
  }

  private static Optional<InputProblem> rule(Parameters dedupe) {
    return dedupe.has("fields")
            || dedupe.has("near")
            || dedupe.has("against")
            || dedupe.choice("prefer").equals("listed")
        ? Optional.empty()
        : Optional.of(new InputProblem("/fields", "nothing", FIELD.allowed()));
  }

  private static Optional<InputProblem> ruleOfBatches(Parameters root) {
    return root.object("batches").flag("dedupe")
            && root.has("dedupe")
            && root.object("dedupe").has("against")
        ? Optional.of(
            new InputProblem(
                "/batches/dedupe",
                "true, beside 'dedupe.against'",
                "false: a sample that repeats an evaluation text must not displace an equal one"))
        : Optional.empty();
  }

  /** An entry ends where no further sample could change which of its samples are left. */
  private static Optional<InputProblem> ruleOfUnique(Parameters root) {
    boolean counts = false;
    for (JsonNode entry : root.json("generators")) {
      counts |= entry.has("unique");
    }
    JsonNode dedupe =
        counts && root.has("dedupe") ? root.json("dedupe") : MissingNode.getInstance();
    return Stream.of("near", "prefer")
        .filter(key -> dedupe.has(key) && !dedupe.path(key).asText().equals("index"))
        .findFirst()
        .map(
            key ->
                new InputProblem(
                    "/dedupe/" + key,
                    "'" + key + "' beside an entry with 'unique'",
                    "entries with 'samples', because under this rule a further sample can take the"
                        + " place of an earlier one"));
  }

  private static Optional<InputProblem> ruleOfAgainst(Parameters dedupe) {
    return Stream.of("ngrams", "againstFields")
        .filter(key -> dedupe.has(key) && !dedupe.has("against"))
        .findFirst()
        .map(key -> new InputProblem("/" + key, "no 'against' beside it", "with 'against'"));
  }

  private static ParameterSchema generator(GeneratorKind generator) {
    return common(generator)
        .value(
            "params",
            "the generator's parameters: " + generator.summary(),
            generator.parameters().withTemplates(),
            JsonNodeFactory.instance.objectNode());
  }

  private static ParameterSchema source(SourceFactory source) {
    return source.parameters().withTemplates().and(common(source));
  }

  private static ParameterSchema common(GeneratorKind kind) {
    String samples = "the number of samples; with some sources, of indices";
    ParameterSchema keys =
        ParameterSchema.none()
            .optional(
                "name",
                "the entry's name; the generator's own unless given",
                ENTRY_NAME.templated());
    keys =
        kind.traits().countsItself()
            ? keys.optional("samples", samples, SAMPLES.templated())
            : keys.required("samples", samples, SAMPLES.templated());
    if (!kind.traits().countsItself() && !kind.traits().severalSamples()) {
      keys =
          keys.inPlaceOf(
              "samples",
              "unique",
              "in place of 'samples': the number of samples that are left after deduplication",
              UNIQUE.templated());
    }
    return keys.optional(
            "shardSize", "samples per shard; does not affect the data", SHARD_SIZE.templated())
        .optional(
            "maxFailureRate",
            "the share of the samples of each cell that may fail; without it, only that of all counts",
            FAILURE_RATE.templated())
        .optional("weight", "the cost of a sample, relative to others", WEIGHT.templated())
        .and(UniverseReader.SCHEMA)
        .optional("matrix", "axes whose combinations are entries of their own", MatrixReader.TYPE)
        .optional(
            "groupBy",
            "axes whose values keep cells together in one batch",
            ValueType.list(
                    "a list of axes, each once", ValueType.text("an axis"), 1, Integer.MAX_VALUE)
                .ofDistinct());
  }
}
