package io.seedmill.pipeline.cli.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.input.Printable;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.BaselineRun;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.DatasetLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/** The dataset card: a README.md with a head in YAML that hubs of datasets read. */
public final class DatasetCard {

  private static final int MOST_ENTRIES = 50;
  private static final int LONGEST_SAMPLE = 2_000;
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_SPEC = 20_000;
  private static final int MOST_RUNS = 5;

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:+=,\\[\\]-]*");
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>()#!|~&]");

  private DatasetCard() {}

  /**
   * Returns the card.
   *
   * @param features what hubs call the fields and their types; empty where that is not known
   * @param samples a record of each entry
   */
  public static String of(
      Manifest manifest,
      Optional<ArrayNode> features,
      CardFacts facts,
      Map<String, JsonNode> samples) {
    StringBuilder card = new StringBuilder("---\n");
    head(manifest, features, facts)
        .properties()
        .forEach(field -> card.append("%s: %s\n".formatted(field.getKey(), field.getValue())));
    card.append(
        "---\n\n# %s\n\n%s\n\n".formatted(facts.title(manifest), facts.description(manifest)));
    List<String> entries = manifest.generators().keySet().stream().limit(MOST_ENTRIES).toList();
    card.append(table(manifest, entries));
    if (entries.size() < manifest.generators().size()) {
      int more = manifest.generators().size() - entries.size();
      card.append("\nand %s other entries, see the manifest.\n".formatted(more));
    }
    if (!samples.isEmpty()) {
      card.append("\n## Samples\n");
    }
    for (String name : entries) {
      if (samples.containsKey(name)) {
        card.append("\n%s:\n\n%s\n".formatted(shown(name), fenced(samples.get(name))));
      }
    }
    return card.append(again(manifest)).toString();
  }

  /** Returns the counts of entries; those that are 0 everywhere and seldom asked are left out. */
  private static String table(Manifest manifest, List<String> entries) {
    Collection<EntryReport> all = manifest.generators().values();
    Map<String, ToLongFunction<EntryReport>> columns = new LinkedHashMap<>();
    columns.put("version", EntryReport::version);
    columns.put("requested", EntryReport::requested);
    columns.put("unique", EntryReport::unique);
    columns.put("duplicates", EntryReport::duplicates);
    Map<String, ToLongFunction<EntryReport>> seldom = new LinkedHashMap<>();
    seldom.put("published before", EntryReport::known);
    seldom.put("in evaluation texts", entry -> orNone(entry.contaminated()));
    seldom.put("near duplicates", entry -> orNone(entry.nearDuplicates()));
    seldom.put("missing", EntryReport::missing);
    seldom.forEach(
        (name, column) -> {
          if (all.stream().mapToLong(column).sum() > 0) {
            columns.put(name, column);
          }
        });
    columns.put("failed", EntryReport::failed);
    StringBuilder table = new StringBuilder("| generator |");
    columns.keySet().forEach(name -> table.append(" %s |".formatted(name)));
    table.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
    for (String name : entries) {
      table.append("| %s |".formatted(shown(name)));
      for (ToLongFunction<EntryReport> column : columns.values()) {
        long count = column.applyAsLong(manifest.generators().get(name));
        table.append(String.format(Locale.ROOT, " %,d |", count));
      }
      table.append('\n');
    }
    return table.toString();
  }

  /** Returns a name that is no Markdown and no HTML: values of a matrix may be any text. */
  private static String shown(String name) {
    return PLAIN.matcher(name).matches()
        ? name
        : MARKUP.matcher(Printable.line(name)).replaceAll("\\\\$0");
  }

  private static long orNone(Long count) {
    return count == null ? 0 : count;
  }

  private static String again(Manifest manifest) {
    String spec = manifest.spec().toPrettyString();
    boolean isShort = spec.length() <= LONGEST_SPEC;
    String source =
        isShort
            ? "Save this spec as `spec.json`"
            : "Save the spec, the value of `spec` in `%s`, as `spec.json`"
                .formatted(new DatasetLayout(manifest.run(), "").manifest());
    List<String> earlier =
        manifest.baseline() == null
            ? List.of()
            : manifest.baseline().runs().stream().map(BaselineRun::run).toList();
    String where =
        earlier.isEmpty()
            ? ""
            : " beside the runs that it continues (`%s`%s)"
                .formatted(
                    String.join("`, `", earlier.stream().limit(MOST_RUNS).toList()),
                    earlier.size() > MOST_RUNS ? " and others" : "");
    return """

    ## Make it again

    %s; the same versions of the generators make the same bytes%s, with
    the dataset id `%s`:

    %s```
    seedmill run spec.json -o out%s
    ```
    """
        .formatted(
            source,
            where,
            manifest.datasetId(),
            isShort ? fence(spec, "json") + "\n\n" : "",
            earlier.isEmpty() ? "" : " --baseline=<output with these runs>");
  }

  private static String fenced(JsonNode record) {
    String text = shortened(record).toPrettyString();
    if (text.length() <= LONGEST_SAMPLE) {
      return fence(text, "json");
    }
    int end = text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_SAMPLE));
    return fence(text.substring(0, end) + "\n…", "");
  }

  /** Returns a copy whose long texts, such as pictures, are cut. */
  private static JsonNode shortened(JsonNode value) {
    if (value.isTextual() && value.textValue().length() > LONGEST_TEXT) {
      String text = value.textValue();
      int end = text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_TEXT));
      return TextNode.valueOf(text.substring(0, end) + "…");
    }
    if (value.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(field -> copy.set(field.getKey(), shortened(field.getValue())));
      return copy;
    }
    if (value.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      value.forEach(each -> copy.add(shortened(each)));
      return copy;
    }
    return value;
  }

  /** Returns a block of code that no line in it ends, and in which nothing is hidden. */
  private static String fence(String content, String language) {
    String text = Printable.text(content);
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence + language + "\n" + text + "\n" + fence;
  }

  /** Returns the head, whose values are JSON, which is YAML too. */
  static ObjectNode head(Manifest manifest, Optional<ArrayNode> features, CardFacts facts) {
    ObjectNode head =
        JsonNodeFactory.instance.objectNode().put("pretty_name", facts.title(manifest));
    if (facts.license() != null) {
      head.put("license", facts.license());
    }
    if (!facts.languages().isEmpty()) {
      facts.languages().forEach(head.putArray("language")::add);
    }
    var tags = head.putArray("tags").add("synthetic");
    facts.tags().forEach(tags::add);
    head.putArray("size_categories").add(size(manifest.counts().unique()));
    Map<String, Map<String, List<FileReport>>> configs = new LinkedHashMap<>();
    for (FileReport part : manifest.parts()) {
      if (part.records() > 0) {
        configs
            .computeIfAbsent(word(part.generator(), "default"), name -> new LinkedHashMap<>())
            .computeIfAbsent(word(part.split(), "train"), name -> new ArrayList<>())
            .add(part);
      }
    }
    var list = head.putArray("configs");
    var infos = JsonNodeFactory.instance.arrayNode();
    configs.forEach(
        (name, splits) -> {
          ObjectNode config = list.addObject().put("config_name", name);
          var files = config.putArray("data_files");
          ObjectNode info = infos.addObject().put("config_name", name);
          features.ifPresent(all -> info.set("features", all));
          var counts = info.putArray("splits");
          splits.forEach(
              (split, parts) -> {
                ObjectNode paths = files.addObject().put("split", split);
                parts.forEach(part -> paths.withArray("path").add(part.path()));
                counts
                    .addObject()
                    .put("name", split)
                    .put("num_bytes", parts.stream().mapToLong(FileReport::bytes).sum())
                    .put("num_examples", parts.stream().mapToLong(FileReport::records).sum());
              });
        });
    if (features.isPresent() && !infos.isEmpty()) {
      head.set("dataset_info", infos);
    }
    return head;
  }

  /** Returns a name of the letters that hubs allow in those of configurations and splits. */
  private static String word(String name, String otherwise) {
    return name == null ? otherwise : name.replaceAll("[^A-Za-z0-9_.]", "_");
  }

  /** Returns the word that hubs have for a number of records. */
  static String size(long records) {
    if (records < 1_000) {
      return "n<1K";
    }
    String[] steps = {"1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"};
    long bound = 1_000;
    for (int step = 0; step < steps.length - 1; step++) {
      if (records < bound * 10) {
        return steps[step] + "<n<" + steps[step + 1];
      }
      bound *= 10;
    }
    return "n>1T";
  }
}
