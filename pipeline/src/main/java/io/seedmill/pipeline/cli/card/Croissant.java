package io.seedmill.pipeline.cli.card;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The description of a dataset in the format Croissant 1.0 of MLCommons. */
public final class Croissant {

  private static final String ZSTD = ".zst";

  /**
   * The format has no word for a file that is compressed by itself, and its readers none for zstd.
   */
  private static final String INFLATE_FIRST =
      "Compressed with Zstandard. Its records are those of the file in it, which has the same name"
          + " without .zst; inflate it first, as with 'zstd -d', if a reader of this description"
          + " cannot.";

  private static final Map<String, String> TYPES =
      Map.of(
          "string", "sc:Text",
          "integer", "sc:Integer",
          "number", "sc:Float",
          "boolean", "sc:Boolean");

  /** The names of the vocabulary that the format asks for. */
  private static final Map<String, String> TERMS =
      Map.ofEntries(
          Map.entry("citeAs", "cr:citeAs"),
          Map.entry("column", "cr:column"),
          Map.entry("conformsTo", "dct:conformsTo"),
          Map.entry("extract", "cr:extract"),
          Map.entry("field", "cr:field"),
          Map.entry("fileObject", "cr:fileObject"),
          Map.entry("fileProperty", "cr:fileProperty"),
          Map.entry("fileSet", "cr:fileSet"),
          Map.entry("format", "cr:format"),
          Map.entry("includes", "cr:includes"),
          Map.entry("isLiveDataset", "cr:isLiveDataset"),
          Map.entry("jsonPath", "cr:jsonPath"),
          Map.entry("key", "cr:key"),
          Map.entry("md5", "cr:md5"),
          Map.entry("parentField", "cr:parentField"),
          Map.entry("path", "cr:path"),
          Map.entry("recordSet", "cr:recordSet"),
          Map.entry("references", "cr:references"),
          Map.entry("regex", "cr:regex"),
          Map.entry("repeated", "cr:repeated"),
          Map.entry("replace", "cr:replace"),
          Map.entry("separator", "cr:separator"),
          Map.entry("source", "cr:source"),
          Map.entry("subField", "cr:subField"),
          Map.entry("transform", "cr:transform"));

  private Croissant() {}

  /** Properties that the format asks of every dataset, and only its owner knows. */
  private static final List<String> REQUIRED = List.of("license", "creator", "url");

  /** Returns the names of what a description lacks that its format requires. */
  public static List<String> lackingIn(ObjectNode description) {
    return REQUIRED.stream().filter(name -> !description.has(name)).toList();
  }

  /**
   * Returns the description.
   *
   * @param version the running number of the dataset in its output; none where it is not known
   * @param shape the shape of all records
   * @param names the names of the fields that are in each part, by the part's path
   */
  public static ObjectNode of(
      Manifest manifest,
      OptionalInt version,
      RecordShape shape,
      Map<String, Set<String>> names,
      CardFacts facts) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.set("@context", context());
    all.put("@type", "sc:Dataset")
        .put("conformsTo", "http://mlcommons.org/croissant/1.0")
        .put("name", manifest.dataset())
        .put("description", facts.description(manifest))
        .put("datePublished", manifest.finishedAt())
        .put("identifier", manifest.datasetId());
    version.ifPresent(number -> all.put("version", number + ".0.0"));
    if (facts.url() != null) {
      all.put("url", facts.url());
    }
    if (!facts.creators().isEmpty()) {
      ArrayNode creators = all.putArray("creator");
      facts.creators().forEach(name -> creators.addObject().put("name", name));
    }
    if (facts.license() != null) {
      all.put("license", facts.license());
    }
    facts.tags().forEach(all.putArray("keywords")::add);
    facts.languages().forEach(all.putArray("inLanguage")::add);
    ArrayNode files = all.putArray("distribution");
    ArrayNode sets = all.putArray("recordSet");
    for (FileReport part : manifest.parts()) {
      ObjectNode file = file(files, part.path());
      file.put("contentUrl", part.path())
          .put("contentSize", part.bytes() + " B")
          .put("encodingFormat", mediaType(part.path()))
          .put("sha256", part.sha256());
      Set<String> inPart = names.getOrDefault(part.path(), Set.of());
      if (inPart.isEmpty()) {
        continue;
      }
      String records = part.path();
      if (records.endsWith(ZSTD)) {
        file.put("description", INFLATE_FIRST);
        records = records.substring(0, records.length() - ZSTD.length());
        ObjectNode inflated = file(files, records);
        inflated
            .put("contentUrl", inflated.path("name").asText())
            .put("encodingFormat", mediaType(records))
            .putObject("containedIn")
            .put("@id", id(part.path()));
      }
      sets.add(recordSet(records, shape, inPart));
    }
    return all;
  }

  private static ObjectNode file(ArrayNode files, String path) {
    return files
        .addObject()
        .put("@type", "cr:FileObject")
        .put("@id", id(path))
        .put("name", path.replaceFirst(".*/", ""));
  }

  /** Returns an identifier, which is a part of an IRI: readers drop what has a blank in its own. */
  private static String id(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  private static ObjectNode context() {
    ObjectNode context =
        JsonNodeFactory.instance
            .objectNode()
            .put("@language", "en")
            .put("@vocab", "https://schema.org/")
            .put("sc", "https://schema.org/")
            .put("cr", "http://mlcommons.org/croissant/")
            .put("rai", "http://mlcommons.org/croissant/RAI/")
            .put("dct", "http://purl.org/dc/terms/");
    TERMS.keySet().stream().sorted().forEach(term -> context.put(term, TERMS.get(term)));
    context.putObject("data").put("@id", "cr:data").put("@type", "@json");
    context.putObject("dataType").put("@id", "cr:dataType").put("@type", "@vocab");
    context.putObject("examples").put("@id", "cr:examples").put("@type", "@json");
    return context;
  }

  /** Returns the type of what is in a file: readers of this format inflate '.gz' by its name. */
  private static String mediaType(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.gz$", "");
    if (name.endsWith(ZSTD)) {
      return "application/zstd";
    }
    if (name.endsWith(".parquet")) {
      return "application/x-parquet";
    }
    return name.endsWith(".csv") ? "text/csv" : "application/jsonlines";
  }

  private static ObjectNode recordSet(String file, RecordShape shape, Set<String> names) {
    String id = "records/" + id(file);
    ObjectNode set =
        JsonNodeFactory.instance
            .objectNode()
            .put("@type", "cr:RecordSet")
            .put("@id", id)
            .put("name", "records of " + file);
    set.putObject("key").put("@id", id + "/id");
    ArrayNode fields = set.putArray("field");
    shape
        .fields()
        .forEach(
            (name, field) -> {
              if (!names.contains(name)) {
                return;
              }
              ObjectNode described =
                  fields
                      .addObject()
                      .put("@type", "cr:Field")
                      .put("@id", id + "/" + id(name))
                      .put("name", name)
                      .put("dataType", TYPES.getOrDefault(field.type().orElse(""), "sc:Text"));
              ObjectNode source = described.putObject("source");
              source.putObject("fileObject").put("@id", id(file));
              source.putObject("extract").put("column", name);
            });
    return set;
  }
}
