package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.json.CanonicalJson;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prepares sweeps of master files that are in memory. */
final class SweepRun {

  /** A master file of one entry, for one node. */
  static final String ONE =
      """
      m-fp8-h200-vllm:
        image: i:v1
        model: org/m
        model-prefix: m
        runner: h200
        precision: fp8
        framework: vllm
        multinode: false
        seq-len-configs:
        - isl: 1024
          osl: 1024
          search-space:
          - { tp: 4, conc-start: 4, conc-end: 50 }
      """;

  /** Its runners. */
  static final String RUNNERS = "h200: [h200-a_0, h200-a_1, h200-b_0]\n";

  private final Map<String, byte[]> files = new HashMap<>();

  SweepRun with(String name, String yaml) {
    return with(name, yaml.getBytes(StandardCharsets.UTF_8));
  }

  SweepRun with(String name, byte[] yaml) {
    files.put(Path.of("/sweep/configs", name).normalize().toString(), yaml);
    return this;
  }

  /** Returns the configurations that the keys of a spec, in JSON, ask for. */
  List<JsonNode> rows(String keys) throws Exception {
    Prepared prepared = prepare(keys);
    List<JsonNode> rows = new ArrayList<>();
    prepared.place().get(SweepFactory.CONFIGURATIONS).forEach(rows::add);
    return rows;
  }

  Prepared prepare(String keys) throws Exception {
    String json = "{" + keys.replace('\'', '"') + "}";
    ObjectNode given = (ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
    SweepFactory factory = new SweepFactory();
    return factory.prepare(
        factory.parameters().read(given),
        new Preparation("e", Path.of("/sweep/configs"), Map.of(), new Memory(), false));
  }

  private final class Memory implements InputFiles {

    @Override
    public List<InputFile> find(String pattern) {
      return files.containsKey(pattern)
          ? List.of(new InputFile(pattern, files.get(pattern).length))
          : List.of();
    }

    @Override
    public InputStream open(String path, long offset, long length) {
      return new ByteArrayInputStream(files.get(path));
    }
  }

  /** Returns values of one field, as text. */
  static List<String> column(List<JsonNode> rows, String field) {
    return rows.stream().map(row -> row.path(field).asText()).toList();
  }

  static List<String> names(JsonNode row) {
    List<String> names = new ArrayList<>();
    row.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
