package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.pipeline.dataset.DatasetSpec.Against;
import io.seedmill.pipeline.dataset.DatasetSpec.Overrides;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.generate.WorkerSettings.Assets;
import io.seedmill.transforms.near.NearRule;
import io.seedmill.transforms.write.PartFormat;
import io.seedmill.transforms.write.PartFormats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a dataset spec and finds every mistake in it. */
public final class SpecReader {

  private static final JsonPointer GENERATORS = JsonPointer.compile("/generators");

  private final Catalogue catalogue;
  private final ParameterSchema schema;

  /** Creates a reader of specs that name generators of a catalogue. */
  public SpecReader(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.schema = DatasetSchema.of(catalogue);
  }

  /**
   * Reads a spec from YAML.
   *
   * @param file the name that messages give the text; files that it names lie beside it
   * @param yaml the text
   * @throws InvalidSpecException with all mistakes, if there are any
   */
  public DatasetSpec read(String file, String yaml) throws InvalidSpecException {
    return read(SpecFile.parse(file, yaml), Overrides.NONE);
  }

  /**
   * Reads a spec with some of its values replaced.
   *
   * @throws InvalidSpecException with all mistakes, if there are any
   */
  public DatasetSpec read(SpecFile file, Overrides overrides) throws InvalidSpecException {
    ObjectNode json = overrides.in(file.json());
    List<InputProblem> problems = new ArrayList<>(schema.check(JsonPointer.empty(), json));
    problems.replaceAll(problem -> withOption(problem, json));
    List<JsonPointer> refused = problems.stream().map(InputProblem::at).toList();
    List<GeneratorSpec> generators = new ArrayList<>();
    GeneratorReader reader = new GeneratorReader(catalogue, file.folder(), problems);
    JsonNode entries = json.path("generators");
    for (int i = 0; i < entries.size() && entries.isArray(); i++) {
      JsonPointer at = GENERATORS.appendIndex(i);
      String inside = at + "/";
      if (refused.stream().noneMatch(p -> (p + "/").startsWith(inside))) {
        Parameters entry = schema.itemOf("generators", entries.get(i));
        reader.read(at, (ObjectNode) entries.get(i), entry).ifPresent(generators::add);
      }
    }
    if (!problems.isEmpty()) {
      throw file.refuse(problems);
    }
    DatasetSpec spec = spec(schema.complete(json), generators);
    Optional<InputProblem> problem = spec.problemOfFiles();
    if (problem.isPresent()) {
      throw file.refuse(List.of(problem.get()));
    }
    return spec;
  }

  /** Names the option for what some write as the key 'output'. */
  private static InputProblem withOption(InputProblem problem, JsonNode json) {
    return problem.path().equals("/output") && json.path("output").isTextual()
        ? new InputProblem(
            problem.at(),
            problem.kind(),
            problem.found(),
            problem.allowed() + "; the place of the files is the option --output")
        : problem;
  }

  private static DatasetSpec spec(Parameters root, List<GeneratorSpec> generators) {
    Parameters output = root.object("output");
    return new DatasetSpec(
        root.text("name"),
        root.integer("seed"),
        root.real("maxFailureRate"),
        root.intValue("maxSampleBytes"),
        root.optional("checkpoint", Parameters::flag)
            .orElseGet(() -> generators.stream().anyMatch(GeneratorSpec::isExpensive)),
        FailureReader.read(root.object("failures")),
        assets(output.choice("assets")),
        root.flag("incremental"),
        generators,
        dedupeFields(root),
        root.has("dedupe") && root.object("dedupe").choice("prefer").equals("listed")
            ? Preference.LISTED
            : Preference.INDEX,
        against(root),
        near(root),
        root.object("batches").flag("dedupe"),
        SplitReader.read(root, dedupeFields(root)),
        output.intValue("parts"),
        format(output).withSchema(SchemaReader.read(output)),
        SchemaReader.read(output),
        output.has("partitionBy"),
        CardReader.read(root),
        Filters.NONE);
  }

  private static List<String> dedupeFields(Parameters root) {
    return root.has("dedupe")
        ? root.object("dedupe").optional("fields", Parameters::texts).orElse(List.of())
        : List.of();
  }

  private static Against against(Parameters root) {
    if (!root.has("dedupe") || !root.object("dedupe").has("against")) {
      return null;
    }
    Parameters dedupe = root.object("dedupe");
    JsonNode files = dedupe.json("against");
    List<String> patterns = new ArrayList<>();
    files.forEach(pattern -> patterns.add(pattern.asText()));
    return new Against(
        files.isArray() ? patterns : List.of(files.asText()),
        dedupe.optional("ngrams", Parameters::intValue).orElse(DatasetSchema.NGRAMS),
        dedupe.optional("againstFields", Parameters::texts).orElse(List.of()),
        null);
  }

  private static NearRule near(Parameters root) {
    if (!root.has("dedupe") || !root.object("dedupe").has("near")) {
      return null;
    }
    Parameters near = root.object("dedupe").object("near");
    return new NearRule(near.text("field"), near.real("threshold"), near.intValue("characters"));
  }

  private static PartFormat format(Parameters output) {
    PartFormat format = PartFormats.named(output.choice("format")).orElseThrow();
    if (!output.flag("metadata")) {
      format = format.withoutMetadata().orElseThrow();
    }
    return output.has("compression")
        ? format.compressed(compression(output.choice("compression"))).orElseThrow()
        : format;
  }

  private static Compression compression(String word) {
    return Arrays.stream(Compression.values())
        .filter(compression -> compression.toString().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static Assets assets(String word) {
    return Arrays.stream(Assets.values())
        .filter(assets -> assets.toString().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
