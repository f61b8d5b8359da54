package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorTraits;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.Parameter;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every configuration of a benchmark sweep, from the master files of the InferenceX project. */
@AutoService(SourceFactory.class)
public final class SweepFactory implements SourceFactory {

  /** The member of what is prepared that has the configurations, in order. */
  public static final String CONFIGURATIONS = "configurations";

  private static final Logger LOG = LoggerFactory.getLogger(SweepFactory.class);

  private static final String SWEEP = "sweep";
  private static final String RUNNERS = "runners";
  private static final String EDITION = "edition";
  private static final String SHIPPED = "shipped";
  private static final String BESIDE = "runners.yaml";
  private static final String ALLOWED =
      "master files, such as 'configs/nvidia-master.yaml', or '" + SHIPPED + "'";

  @Override
  public String name() {
    return SWEEP;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "Every configuration of an inference benchmark, from a master file.";
  }

  @Override
  public ParameterSchema parameters() {
    ValueType file = ValueType.text("the name of a file");
    List<String> editions =
        Stream.concat(Stream.of(Edition.OF_FILES), Edition.choices().stream()).toList();
    return ParameterSchema.none()
        .required(
            SWEEP,
            "master files, relative to the spec, absolute, or s3://…; 'shipped': a small one",
            ValueType.oneOf(ALLOWED, file, ValueType.list(ALLOWED, file, 1, Integer.MAX_VALUE)))
        .optional(RUNNERS, "the file of runners by label", file)
        .value(
            EDITION,
            "the month whose tool is followed; newest: the newest that reads the files",
            ValueType.choice(editions),
            TextNode.valueOf(Edition.OF_FILES))
        .and(SweepFilters.schema());
  }

  /** Everything is a setting: the configurations themselves are the identity. */
  @Override
  public GeneratorTraits traits() {
    Set<String> all =
        parameters().all().stream().map(Parameter::name).collect(Collectors.toUnmodifiableSet());
    return new GeneratorTraits(all, false, true, false, true);
  }

  @Override
  public Prepared prepare(Parameters parameters, Preparation at)
      throws UnusableException, IOException {
    try {
      List<ObjectNode> rows = expand(parameters, at);
      if (rows.isEmpty() && at.generates()) {
        throw new MasterException("filters that leave no configuration", "filters that leave one");
      }
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      rows.forEach(list::add);
      ObjectNode identity =
          JsonNodeFactory.instance
              .objectNode()
              .put(CONFIGURATIONS, rows.size())
              .put("sha256", sha256(list));
      ObjectNode place = JsonNodeFactory.instance.objectNode();
      place.set(CONFIGURATIONS, list);
      return new Prepared(OptionalLong.of(rows.size()), identity, place);
    } catch (MasterException e) {
      throw new UnusableException("/" + SWEEP, e.getMessage(), e.allowed());
    }
  }

  private static List<ObjectNode> expand(Parameters parameters, Preparation at)
      throws MasterException, UnusableException, IOException {
    List<PlainYaml> files = new ArrayList<>();
    List<String> names = names(parameters.json(SWEEP));
    for (int i = 0; i < names.size(); i++) {
      files.add(read(names.get(i), "/" + SWEEP, "master", at));
    }
    RunnerFile runners = runners(parameters.optional(RUNNERS, Parameters::text), names, at);
    MasterFiles masters = MasterFiles.of(files);
    String month = parameters.choice(EDITION);
    boolean isOfFiles = month.equals(Edition.OF_FILES);
    Edition edition = isOfFiles ? masters.edition(runners) : Edition.named(month);
    if (isOfFiles && !names.equals(List.of(SHIPPED))) {
      LOG.info("the sweep is that of the tool of {}; 'edition' names another", edition.month());
    }
    NodeCounts nodes = new NodeCounts(runners, path -> recipe(path, names.get(0), at));
    return new Expansion(edition, SweepFilters.of(parameters), runners, nodes)
        .of(masters.entries());
  }

  /**
   * Reads the file that is named, or else the one of the usual name beside the first master file.
   */
  private static RunnerFile runners(Optional<String> given, List<String> masters, Preparation at)
      throws MasterException, UnusableException, IOException {
    String first = masters.get(0);
    String beside = first.substring(0, first.lastIndexOf('/') + 1) + BESIDE;
    boolean isThere =
        !first.equals(SHIPPED)
            && given.isEmpty()
            && find(address(beside, at), at.inputs()).isPresent();
    Optional<String> file =
        given.isPresent()
            ? given
            : first.equals(SHIPPED)
                ? Optional.of(SHIPPED)
                : isThere ? Optional.of(beside) : Optional.empty();
    return file.isPresent()
        ? RunnerFile.of(read(file.get(), "/" + RUNNERS, "runners", at))
        : RunnerFile.none();
  }

  private static List<String> names(JsonNode given) {
    List<String> names = new ArrayList<>();
    if (given.isArray()) {
      given.forEach(name -> names.add(name.asText()));
    } else {
      names.add(given.asText());
    }
    return names;
  }

  private static PlainYaml read(String name, String parameter, String resource, Preparation at)
      throws MasterException, UnusableException, IOException {
    PlainYaml yaml;
    if (name.equals(SHIPPED)) {
      try (InputStream in = SweepFactory.class.getResourceAsStream(resource + ".yaml")) {
        yaml = PlainYaml.read(resource + ".yaml", text(name, in));
      }
    } else {
      Optional<String> text = find(address(name, at), at.inputs());
      if (text.isEmpty()) {
        String allowed = parameter.equals("/" + RUNNERS) ? "a file of runners by label" : ALLOWED;
        throw new UnusableException(parameter, "'" + name + "', which is not there", allowed);
      }
      yaml = PlainYaml.read(name, text.get());
    }
    yaml.repeated().forEach(key -> LOG.warn("{} is there a second time; the last one counts", key));
    return yaml;
  }

  private static String address(String name, Preparation at) {
    return name.contains("://") ? name : at.folder().toAbsolutePath().resolve(name).toString();
  }

  private static Optional<String> find(String address, InputFiles inputs)
      throws MasterException, IOException {
    String pattern =
        address.contains("://")
            ? address
            : Path.of(address).normalize().toString().replaceAll("[*?\\[{\\\\]", "\\\\$0");
    for (InputFile file : inputs.find(pattern)) {
      try (InputStream in = inputs.open(file.path(), 0, file.bytes())) {
        return Optional.of(text(address, in));
      }
    }
    return Optional.empty();
  }

  private static String text(String name, InputStream in) throws MasterException, IOException {
    byte[] bytes = in.readAllBytes();
    int line = 1;
    for (int from = 0, to = 0; to <= bytes.length; to++) {
      if (to == bytes.length || bytes[to] == '\n') {
        if (!CanonicalJson.isUtf8(bytes, from, to - from)) {
          throw new MasterException(
              "bytes that are not UTF-8 in line %d of '%s'".formatted(line, name),
              "a file in UTF-8");
        }
        line++;
        from = to + 1;
      }
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** Reads a recipe of the project that a master file is part of: it lies in a folder of that. */
  private static Optional<ObjectNode> recipe(String path, String master, Preparation at)
      throws MasterException, IOException {
    if (master.equals(SHIPPED)) {
      return Optional.empty();
    }
    Optional<String> text = find(address(master, at) + "/../../" + path, at.inputs());
    return text.isEmpty() ? Optional.empty() : Optional.of(PlainYaml.read(path, text.get()).json());
  }

  private static String sha256(JsonNode list) {
    try {
      byte[] json = CanonicalJson.write(list).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode row : prepared.place().path(CONFIGURATIONS)) {
      row.fieldNames().forEachRemaining(names::add);
    }
    return Optional.of(names);
  }

  @Override
  public Generator open(Parameters parameters, Prepared prepared, GeneratorContext context) {
    return new SweepGenerator(prepared.place().get(CONFIGURATIONS));
  }
}
