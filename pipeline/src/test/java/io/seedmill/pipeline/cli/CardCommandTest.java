package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.Manifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class CardCommandTest {

  @TempDir private static Path folder;

  private static Path out;
  private static CommandResult result;

  @BeforeAll
  static void runsOnce() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            name: mine
            generators:
              - {generator: arithmetic, samples: 600}
              - {generator: tabular, samples: 300}
              - {generator: maze, samples: 200}
            output: {parts: 2}
            """);
    out = folder.resolve("out");
    CommandResult run =
        CommandResult.seedmill("run", spec.toString(), "-o", out.toString(), "--run-id=monday");
    assertThat(run.err(), run.exitCode(), is(0));
    result = card("--license=cc-by-4.0", "--language=en,de", "--tag=math");
  }

  private static CommandResult card(String... options) {
    List<String> args = new ArrayList<>(List.of("card", out.toString()));
    args.addAll(List.of(options));
    return CommandResult.seedmill(args.toArray(String[]::new));
  }

  private static Manifest manifest() throws Exception {
    return Manifest.parse(Files.readString(out.resolve("metadata/monday/manifest.json")));
  }

  private static JsonNode json(String path) throws Exception {
    return new ObjectMapper().readTree(out.resolve(path).toFile());
  }

  /** One bit of a text: the line is still JSON, and the numbers in the card would be wrong. */
  @Test
  void aDamagedPartIsFoundByAllThatReadIt(@TempDir Path copy) throws Exception {
    CommandResult run =
        CommandResult.seedmill(
            "run", folder.resolve("mine.yaml").toString(), "-o", copy.toString(), "--run-id=one");
    assertThat(run.err(), run.exitCode(), is(0));
    Path part = copy.resolve("consolidated/consolidated-one-00001-of-00002.jsonl");
    byte[] bytes = Files.readAllBytes(part);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"prompt\":\"") + 12;
    bytes[at] ^= 1;
    Files.write(part, bytes);
    Path answers =
        Files.writeString(copy.resolve("answers.jsonl"), "{\"id\":\"0\",\"answer\":\"1\"}\n");
    for (List<String> command :
        List.of(
            List.of("card", copy.toString()),
            List.of("score", "-d", copy.toString(), answers.toString()))) {
      CommandResult result = CommandResult.seedmill(command.toArray(String[]::new));
      assertThat(command + result.err(), result.exitCode(), is(1));
      assertThat(
          result.err(),
          startsWith("seedmill: consolidated/consolidated-one-00001-of-00002.jsonl is damaged: "));
    }
    assertThat(Files.exists(copy.resolve("README.md")), is(false));
  }

  @Test
  @SuppressWarnings("unchecked")
  void headIsWhatHubsRead() throws Exception {
    assertThat(result.err(), result.exitCode(), is(0));
    String card = Files.readString(out.resolve("README.md"));
    assertThat(card, startsWith("---\n"));
    String head = card.substring(4, card.indexOf("\n---\n"));
    Map<String, Object> yaml =
        (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(head);
    assertThat(yaml.get("license"), is("cc-by-4.0"));
    assertThat(yaml.get("language"), is(List.of("en", "de")));
    assertThat(yaml.get("tags"), is(List.of("synthetic", "math")));
    assertThat(yaml.get("size_categories"), is(List.of("1K<n<10K")));
    Map<String, Object> config = ((List<Map<String, Object>>) yaml.get("configs")).get(0);
    Map<String, Object> files = ((List<Map<String, Object>>) config.get("data_files")).get(0);
    assertThat(files.get("split"), is("train"));
    for (String path : (List<String>) files.get("path")) {
      assertThat(path, Files.isRegularFile(out.resolve(path)), is(true));
    }
    Map<String, Object> info = ((List<Map<String, Object>>) yaml.get("dataset_info")).get(0);
    List<Map<String, Object>> features = (List<Map<String, Object>>) info.get("features");
    assertThat(features.get(0), is(Map.of("name", "id", "dtype", "string")));
    assertThat(features.get(2), is(Map.of("name", "index", "dtype", "int64")));
    assertThat(
        card,
        containsString(
            "| generator | version | requested | unique | duplicates | failed |\n|---|"));
    assertThat(card, containsString("| arithmetic | "));
    assertThat(card, containsString("## Make it again"));
  }

  @Test
  void everyRecordFitsTheSchemaAndAnotherDoesNot() throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(json("metadata/monday/schema.json"));
    int records = 0;
    for (Manifest.FileReport part : manifest().parts()) {
      for (String line : Files.readAllLines(out.resolve(part.path()))) {
        JsonNode record = CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
        assertThat(line, schema.validate(record), is(empty()));
        records++;
      }
    }
    assertThat((long) records, is(manifest().counts().unique()));
    JsonNode other = new ObjectMapper().readTree("{\"id\": 1}");
    assertThat(schema.validate(other).size(), is(greaterThan(0)));
  }

  @Test
  void whatCroissantRequiresAndNobodySaidIsTold() throws Exception {
    assertThat(
        result.err(),
        is(
            "seedmill: croissant.json lacks creator, url, which its format requires; 'card' in the"
                + " spec says them, or --creator, --url\n"));
    assertThat(card("--url=example.org").err(), containsString("--url: found 'example.org'"));
  }

  @Test
  void croissantKeepsTheRulesOfItsFormat() throws Exception {
    JsonNode all = json("croissant.json");
    assertThat(all.path("version").asText(), is("1.0.0"));
    assertThat(all.path("identifier").asText(), is(manifest().datasetId()));
    for (String name : List.of("@context", "name", "description", "license", "datePublished")) {
      assertThat(name, all.has(name), is(true));
    }
    assertThat(all.path("@type").asText(), is("sc:Dataset"));
    assertThat(all.path("conformsTo").asText(), is("http://mlcommons.org/croissant/1.0"));
    assertThat(all.path("@context").path("@vocab").asText(), is("https://schema.org/"));
    assertThat(all.path("distribution").size(), is(2));
    List<String> ids = new ArrayList<>();
    for (JsonNode file : all.path("distribution")) {
      assertThat(file.path("@type").asText(), is("cr:FileObject"));
      assertThat(file.path("encodingFormat").asText(), is("application/jsonlines"));
      ids.add(file.path("@id").asText());
    }
    for (Manifest.FileReport part : manifest().parts()) {
      JsonNode file = all.path("distribution").get(ids.indexOf(part.path()));
      assertThat(file.path("sha256").asText(), is(part.sha256()));
      assertThat(Files.exists(out.resolve(file.path("contentUrl").asText())), is(true));
    }
    JsonNode record =
        CanonicalJson.parse(
            Files.readAllLines(out.resolve(ids.get(0))).get(0).getBytes(StandardCharsets.UTF_8));
    for (JsonNode set : all.path("recordSet")) {
      assertThat(set.path("@type").asText(), is("cr:RecordSet"));
      for (JsonNode field : set.path("field")) {
        assertThat(field.path("@type").asText(), is("cr:Field"));
        assertThat(field.path("dataType").asText(), startsWith("sc:"));
        assertThat(ids.contains(field.at("/source/fileObject/@id").asText()), is(true));
        assertThat(field.at("/source/extract/column").asText(), is(field.path("name").asText()));
      }
      record
          .fieldNames()
          .forEachRemaining(name -> assertThat(name, set.toString(), containsString(name)));
    }
  }

  /** A loader fails at a field that a part lacks, and reads no records without a description. */
  @ParameterizedTest
  @CsvSource({
    "parquet, none, application/x-parquet, 'answer, generator, id, index, metadata, prompt, steps'",
    "jsonl, gzip, application/jsonlines, 'answer, generator, id, index, metadata, prompt'",
    "csv, none, text/csv, 'answer, generator, id, index, metadata, prompt, steps'",
    "csv, gzip, text/csv, 'answer, generator, id, index, metadata, prompt, steps'"
  })
  void recordsOfOtherFormatsAreDescribedPartByPart(
      String format, String compression, String type, String names) throws Exception {
    JsonNode all = croissantOfBoth(format, compression);
    assertThat(all.path("recordSet").size(), is(2));
    assertThat(all.at("/distribution/0/encodingFormat").asText(), is(type));
    assertThat(fieldsOfFirst(all), is(names));
    assertThat(all.at("/recordSet/1/field").toString(), containsString("\"name\":\"steps\""));
  }

  /** Readers inflate no zstd, so the description says what is in the file, and that it must be. */
  @ParameterizedTest
  @CsvSource({
    "jsonl, application/jsonlines, 'answer, generator, id, index, metadata, prompt'",
    "csv, text/csv, 'answer, generator, id, index, metadata, prompt, steps'"
  })
  void recordsWithinZstdAreThoseOfTheFileInIt(String format, String type, String names)
      throws Exception {
    JsonNode all = croissantOfBoth(format, "zstd");
    JsonNode files = all.path("distribution");
    assertThat(files.size(), is(4));
    JsonNode outer = files.get(0);
    JsonNode inner = files.get(1);
    assertThat(outer.path("encodingFormat").asText(), is("application/zstd"));
    assertThat(outer.path("description").asText(), containsString("zstd -d"));
    assertThat(inner.at("/containedIn/@id"), is(outer.path("@id")));
    assertThat(inner.path("@id").asText() + ".zst", is(outer.path("@id").asText()));
    assertThat(inner.path("contentUrl").asText(), is("data-00000-of-00001." + format));
    assertThat(inner.path("encodingFormat").asText(), is(type));
    assertThat(fieldsOfFirst(all), is(names));
    assertThat(all.at("/recordSet/0/field/0/source/fileObject/@id"), is(inner.path("@id")));
  }

  /** A reader of CSV has nothing but cells: what all of a column look like is their type. */
  @Test
  void typesOfCsvAreThoseOfTheCells() throws Exception {
    Path home = Files.createTempDirectory(folder, "cells");
    Files.writeString(
        home.resolve("rows.jsonl"),
        """
        {"whole": 3, "some": 1.5, "yes": true, "mixed": 1, "code": "007", "none": null, "list": [1], "two words": "<é>"}
        {"whole": null, "some": 2, "yes": false, "mixed": "a, \\"b\\"\\nc", "code": "1", "none": null, "list": []}
        """);
    Path spec =
        Files.writeString(
            home.resolve("spec.yaml"),
            "generators: [{name: read, files: rows.jsonl}]\noutput: {format: csv}\n");
    CommandResult run =
        CommandResult.seedmill("run", spec.toString(), "-o", home.resolve("made").toString());
    assertThat(run.err(), run.exitCode(), is(0));
    CommandResult card = CommandResult.seedmill("card", home.resolve("made").toString());
    assertThat(card.err(), card.exitCode(), is(0));
    JsonNode all = new ObjectMapper().readTree(home.resolve("made/croissant.json").toFile());
    List<String> types = new ArrayList<>();
    for (JsonNode field : all.at("/recordSet/0/field")) {
      types.add(field.path("name").asText() + " " + field.path("dataType").asText());
    }
    assertThat(
        types.stream().sorted().toList(),
        is(
            List.of(
                "code sc:Text",
                "generator sc:Text",
                "id sc:Text",
                "index sc:Integer",
                "list sc:Text",
                "metadata sc:Text",
                "mixed sc:Text",
                "none sc:Text",
                "some sc:Float",
                "two words sc:Text",
                "whole sc:Integer",
                "yes sc:Boolean")));
    for (String id : all.findValuesAsText("@id")) {
      assertThat(id, matchesPattern("[\\x21-\\x7e&&[^<>\"{}|^`:]]+|cr:.*"));
    }
    assertThat(
        all.at("/recordSet/0/field").findValuesAsText("@id").toString(),
        containsString("/two%20words"));
    String readme = Files.readString(home.resolve("made/README.md"));
    assertThat(readme, containsString("\"list\" : \"["));
  }

  /** The spec alone would make samples that the earlier run has. */
  @Test
  void aRunThatContinuesOthersSaysSo() throws Exception {
    Path home = Files.createTempDirectory(folder, "more");
    Path spec =
        Files.writeString(
            home.resolve("spec.yaml"), "generators: [{generator: maze, samples: 3}]\n");
    String made = home.resolve("made").toString();
    CommandResult.seedmill("run", spec.toString(), "-o", made, "--run-id=first");
    CommandResult more =
        CommandResult.seedmill("run", spec.toString(), "-o", made, "--incremental");
    assertThat(more.err(), more.exitCode(), is(0));
    assertThat(CommandResult.seedmill("card", made).exitCode(), is(0));
    String card = Files.readString(home.resolve("made/README.md"));
    assertThat(card, containsString("beside the runs that it continues (`first`)"));
    assertThat(card, containsString("spec.json -o out --baseline="));
  }

  /** A value of a matrix may be any text, and hubs show a card as Markdown. */
  @Test
  void aNameOfACellIsNoMarkup() throws Exception {
    Path home = Files.createTempDirectory(folder, "markup");
    Path spec =
        Files.writeString(
            home.resolve("spec.yaml"),
            """
            generators:
              - generator: maze
                samples: 1
                matrix: {size: [8], style: ["<script>x](http://a.b) `|* \\u202e"]}
                params: {size: "${matrix.size}"}
            """);
    CommandResult run = CommandResult.seedmill("run", spec.toString(), "-o", home + "/made");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(CommandResult.seedmill("card", home + "/made").exitCode(), is(0));
    String card = Files.readString(home.resolve("made/README.md"));
    String shown = "maze\\[size=8,style=\"\\<script\\>x\\]\\(http://a.b\\) \\`\\|\\* ";
    assertThat(card, containsString("| " + shown));
    assertThat(card, containsString("\n" + shown));
    assertThat(card, not(containsString("\u202e")));
  }

  /** A page of a megabyte is none that anybody reads, or a hub shows. */
  @Test
  void aLongSpecIsNamedAndNotShown() throws Exception {
    Path home = Files.createTempDirectory(folder, "long");
    StringBuilder entries = new StringBuilder("generators:\n");
    for (int i = 0; i < 300; i++) {
      entries.append("- {generator: arithmetic, name: e%d, samples: 1}\n".formatted(i));
    }
    Path spec = Files.writeString(home.resolve("spec.yaml"), entries);
    String made = home.resolve("made").toString();
    CommandResult run = CommandResult.seedmill("run", spec.toString(), "-o", made, "--run-id=one");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(CommandResult.seedmill("card", made).exitCode(), is(0));
    String card = Files.readString(home.resolve("made/README.md"));
    assertThat(card, containsString("value of `spec` in `metadata/one/manifest.json`"));
    assertThat(card.length(), is(lessThan(40_000)));
  }

  private static String fieldsOfFirst(JsonNode croissant) {
    return String.join(
        ", ",
        croissant.at("/recordSet/0/field").findValuesAsText("name").stream().sorted().toList());
  }

  private static JsonNode croissantOfBoth(String format, String compression) throws Exception {
    Path home = Files.createTempDirectory(folder, format);
    Path spec =
        Files.writeString(
            home.resolve("spec.yaml"),
            """
            name: both
            generators:
              - {generator: maze, samples: 5}
              - {generator: arithmetic, samples: 5}
            output: {format: %s, compression: %s, partitionBy: generator}
            """
                .formatted(format, compression));
    Path made = home.resolve("made");
    CommandResult run = CommandResult.seedmill("run", spec.toString(), "-o", made.toString());
    assertThat(run.err(), run.exitCode(), is(0));
    CommandResult card = CommandResult.seedmill("card", made.toString());
    assertThat(card.err(), card.exitCode(), is(0));
    return new ObjectMapper().readTree(made.resolve("croissant.json").toFile());
  }

  /** A loader casts to what the card says, and there is no way from a text to an object. */
  @Test
  void featuresOfParquetAreTheColumnsOfTheFile() throws Exception {
    Path records =
        Files.writeString(
            folder.resolve("records.jsonl"),
            """
            {"on": "2026-03-31", "at": "2026-03-31T09:30:00Z", "price": 1.25, "few": 3, "any": {"a": 1}, "list": [["x"]], "rows": [{"b": true}]}
            {"on": "2026-04-01", "at": null, "price": 7, "few": 4, "any": "text", "list": [], "rows": []}
            """);
    String template =
        """
        name: columns
        generators:
          - name: read
            files: %s
        output: {format: parquet%s}
        """;
    String declared =
        ", schema: {on: date, at: timestamp, price: 'decimal(9,2)', few: int32, any: json,"
            + " list: [[string]], rows: [{b: boolean}], more: {c: double}, metadata: json}";
    String lists =
        "{'name':'list','sequence':{'sequence':'string'}}#{'name':'rows','list':[{'name':'b','dtype':'bool'}]}";
    features(
        template.formatted(records, declared),
        "{'name':'any','dtype':'string'}",
        "{'name':'at','dtype':'timestamp[us, tz=UTC]'}",
        "{'name':'few','dtype':'int32'}",
        lists,
        "{'name':'more','struct':[{'name':'c','dtype':'float64'}]}",
        "{'name':'on','dtype':'date32'}",
        "{'name':'price','dtype':'decimal128(9, 2)'}",
        "{'name':'metadata','dtype':'string'}");
    features(
        template.formatted(records, ""),
        "{'name':'any','dtype':'string'}",
        "{'name':'at','dtype':'string'}",
        "{'name':'few','dtype':'int64'}",
        lists,
        "{'name':'on','dtype':'string'}",
        "{'name':'price','dtype':'float64'}");
  }

  private static void features(String spec, String... expected) throws Exception {
    Path output = Files.createTempDirectory(folder, "columns");
    Path file = Files.writeString(output.resolve("spec.yaml"), spec);
    Path made = output.resolve("made");
    CommandResult run = CommandResult.seedmill("run", file.toString(), "-o", made.toString());
    assertThat(run.err(), run.exitCode(), is(0));
    CommandResult card = CommandResult.seedmill("card", made.toString());
    assertThat(card.err(), card.exitCode(), is(0));
    String head = Files.readString(made.resolve("README.md")).replace('"', '\'');
    for (String feature : String.join("#", expected).split("#", -1)) {
      assertThat(head, containsString(feature));
    }
  }

  @Test
  void readmeOfAnotherIsLeftAsItIs() throws Exception {
    Path readme = out.resolve("README.md");
    String card = Files.readString(readme);
    Files.writeString(readme, card.replace("## Samples", "## My samples"));
    CommandResult again = card();
    String left = Files.readString(readme);
    Files.writeString(readme, card);
    assertThat(again.err(), containsString("README.md is not as Seedmill wrote it"));
    assertThat(left, containsString("## My samples"));
    assertThat(again.exitCode(), is(0));
    CommandResult valid = CommandResult.seedmill("validate", out.toString());
    assertThat(valid.out(), valid.exitCode(), is(0));
  }

  @Test
  void mistakesAreTold() {
    assertThat(card("--license=CC BY").err(), containsString("--license: found 'CC BY'; allowed:"));
    assertThat(card("--language=English").exitCode(), is(ExitCode.BAD_INPUT));
  }

  @Test
  void whatTheSpecSaysIsTakenWhereNoOptionIsGiven() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("described.yaml"),
            """
            name: described
            generators: [{generator: arithmetic, samples: 5}]
            card:
              prettyName: "Sums: small ones"
              license: cc-by-4.0
              creator: [Ada Example, The Example Group]
              url: https://example.org/described
              language: en
              tags: [sums, maths]
              description: For tests.
            """);
    Path output = folder.resolve("described");
    CommandResult run = CommandResult.seedmill("run", "--dataset=" + spec, "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(0));

    CommandResult described = CommandResult.seedmill("card", output.toString());
    String card = Files.readString(output.resolve("README.md"));
    JsonNode croissant = new ObjectMapper().readTree(output.resolve("croissant.json").toFile());
    CommandResult.seedmill("card", output.toString(), "--license=mit", "--tag=other");
    String other = Files.readString(output.resolve("README.md"));

    assertThat(described.err(), is(""));
    assertThat(croissant.path("url").asText(), is("https://example.org/described"));
    assertThat(
        croissant.path("creator").findValuesAsText("name"),
        is(List.of("Ada Example", "The Example Group")));
    assertThat(croissant.path("license").asText(), is("cc-by-4.0"));
    assertThat(card, containsString("pretty_name: \"Sums: small ones\""));
    assertThat(card, containsString("license: \"cc-by-4.0\""));
    assertThat(card, containsString("language: [\"en\"]"));
    assertThat(card, containsString("tags: [\"synthetic\",\"sums\",\"maths\"]"));
    assertThat(card, containsString("# Sums: small ones\n\nFor tests."));
    assertThat(other, containsString("license: \"mit\""));
    assertThat(other, containsString("tags: [\"synthetic\",\"other\"]"));
    assertThat(other, containsString("language: [\"en\"]"));
  }

  @Test
  void aMistakeInItIsFoundBeforeTheRun() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            "generators: [{generator: arithmetic, samples: 5}]\ncard: {license: CC BY}\n");
    CommandResult run =
        CommandResult.seedmill("run", "--dataset=" + spec, "--output=" + folder.resolve("wrong"));

    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("card.license"));
  }
}
