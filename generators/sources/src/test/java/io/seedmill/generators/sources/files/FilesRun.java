package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.AssetStore;
import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InlineAssets;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads files of a folder as a run would. */
final class FilesRun implements AutoCloseable {

  private final Parameters parameters;
  private final Prepared prepared;
  private final Generator generator;

  private FilesRun(Parameters parameters, Prepared prepared, InputFiles inputs) {
    this.parameters = parameters;
    this.prepared = prepared;
    this.generator = new FilesFactory().open(this.parameters, prepared, new Context(inputs));
  }

  /** Prepares what a spec in a folder says, as YAML would be read. */
  static FilesRun in(Path folder, String keys) throws Exception {
    return in(folder, keys, new LocalInputs());
  }

  static FilesRun in(Path folder, String keys, InputFiles inputs) throws Exception {
    return in(folder, keys, inputs, FilesScan.Sizes.USUAL);
  }

  static FilesRun in(Path folder, String keys, InputFiles inputs, FilesScan.Sizes sizes)
      throws Exception {
    Parameters parameters = parameters(keys);
    Preparation at = new Preparation("e", folder, Map.of(), inputs);
    Prepared prepared = new FilesFactory(sizes).prepare(parameters, at);
    return new FilesRun(parameters, prepared, inputs);
  }

  static Parameters parameters(String keys) throws Exception {
    ObjectNode given =
        (ObjectNode) CanonicalJson.parse(keys.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return new FilesFactory().parameters().read(given);
  }

  long records() {
    return prepared.samples().orElseThrow();
  }

  long withoutIndex() {
    return prepared.place().path(Prepared.WITHOUT_INDEX).asLong();
  }

  String identity() {
    return prepared.identity().toString();
  }

  /** All records and failures, a text for each index. */
  List<String> all() throws Exception {
    return new ArrayList<>(read(List.of(new IndexRange(0, records()))).values());
  }

  /** The contents of all records. */
  List<String> contents() throws Exception {
    return all().stream().map(text -> text.split(" \\| ", 2)[0]).toList();
  }

  /** The ranges' records and failures, by index: content and metadata, or what went wrong. */
  Map<Long, String> read(List<IndexRange> ranges) throws Exception {
    Map<Long, String> read = new TreeMap<>();
    for (IndexRange range : ranges) {
      CollectingSink sink = new CollectingSink();
      generator.generate(new GenerationTask(range, SampleSeeds.of(1, "e"), 1 << 20), sink);
      sink.samples().forEach(s -> read.put(s.index(), s.content() + " | " + s.metadata()));
      for (SampleFailure failure : sink.failures()) {
        read.put(failure.index(), "failed: " + failure.message());
      }
    }
    return read;
  }

  @Override
  public void close() throws Exception {
    generator.close();
  }

  private record Context(InputFiles inputs) implements GeneratorContext {

    @Override
    public String entry() {
      return "e";
    }

    @Override
    public String type() {
      return "files";
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public AssetStore assets() {
      return new InlineAssets();
    }

    @Override
    public CacheSettings cache() {
      return new CacheSettings("", "", false);
    }
  }
}
