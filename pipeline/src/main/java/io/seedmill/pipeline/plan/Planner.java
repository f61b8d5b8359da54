package io.seedmill.pipeline.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.transforms.blocks.Buckets;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.generate.WorkerSettings;
import io.seedmill.transforms.storage.StorageInputs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Decides on shards and buckets. Neither changes anything in the data. */
public final class Planner {

  private static final long LARGEST_SHARD = 10_000;
  private static final long SMALLEST_SHARD = 25;

  /** A shard is this share of its entry, so that progress shows and work is spread evenly. */
  private static final long SHARDS_PER_ENTRY = 32;

  /*
   * A bucket is in memory while it is deduplicated, one a worker, so it is kept to some ten
   * megabytes. Below that fewer buckets are better, because each costs a runner some milliseconds;
   * from a few megabytes on there are enough to keep several workers busy.
   */
  private static final long BYTES_PER_BUCKET = 32L << 20;
  private static final long BYTES_WORTH_SPLITTING = 4L << 20;
  private static final int BUCKETS_FOR_WORKERS = 8;

  private static final long BYTES_WHERE_UNKNOWN = 400;

  private final InputFiles inputs;

  /** Plans datasets that read no files. */
  public Planner() {
    this(new StorageInputs(PipelineOptionsFactory.create()));
  }

  /**
   * Plans datasets.
   *
   * @param inputs reads the files that samples are made of
   */
  public Planner(InputFiles inputs) {
    this.inputs = inputs;
  }

  /**
   * Plans a dataset, after a few samples of each generator have shown how large they are.
   *
   * @param buckets a number of buckets to use instead of the computed one
   */
  public Plan plan(DatasetSpec spec, OptionalInt buckets) {
    return plan(spec, buckets, Pilot.FOR_SIZES.run(spec, inputs));
  }

  /** Plans a dataset without making a sample, so that its size is a guess. */
  public Plan outline(DatasetSpec spec) {
    return plan(spec, OptionalInt.empty(), List.of());
  }

  /**
   * Plans a dataset.
   *
   * @param pilot what is known of the generators, by their position; may be empty
   */
  public Plan plan(DatasetSpec spec, OptionalInt buckets, List<PilotResult> pilot) {
    List<DatasetSpec.Entry> entries = spec.entries();
    IdentityHashMap<Parameters, String> written = new IdentityHashMap<>(); // cells share them
    List<GenerationPlan.Entry> planned = new ArrayList<>(entries.size());
    for (DatasetSpec.Entry entry : entries) {
      String parameters =
          written.computeIfAbsent(entry.parameters(), unseen -> entry.dataParameters());
      planned.add(planned(spec, entry, parameters));
    }
    GenerationPlan generation =
        new GenerationPlan(
            planned,
            spec.dedupeFields(),
            spec.preference(),
            spec.maxSampleBytes(),
            spec.schema(),
            settings(spec));
    long bytes = bytes(spec, pilot);
    return new Plan(
        generation,
        buckets.orElseGet(() -> buckets(bytes)),
        digest(spec, entries),
        bytes,
        loads(spec),
        pilot);
  }

  private static GenerationPlan.Entry planned(
      DatasetSpec spec, DatasetSpec.Entry entry, String parameters) {
    return new GenerationPlan.Entry(
        entry.name(),
        entry.factory().name(),
        entry.factory().version(),
        parameters,
        spec.seed(),
        List.of(new IndexRange(0, entry.samples())),
        shardSize(entry),
        entry.outside().orElse(null));
  }

  /** Small shards where samples are dear, so that little is lost and all workers have some. */
  private static long shardSize(DatasetSpec.Entry entry) {
    boolean expensive = entry.factory().traits().expensive();
    long share = (entry.samples() + SHARDS_PER_ENTRY - 1) / SHARDS_PER_ENTRY;
    long usual = Math.max(expensive ? 1 : SMALLEST_SHARD, Math.min(LARGEST_SHARD, share));
    long size = entry.shardSize().orElse(usual);
    long task = entry.prepared() == null ? 1 : entry.prepared().taskSize().orElse(1);
    return (size + task - 1) / task * task;
  }

  /** Returns the settings of workers that the spec names. */
  public static WorkerSettings settings(DatasetSpec spec) {
    return WorkerSettings.DEFAULT.withFailures(spec.failures()).withAssets(spec.assets());
  }

  private static long bytes(DatasetSpec spec, List<PilotResult> pilot) {
    double bytes = 0;
    for (int i = 0; i < spec.generators().size(); i++) {
      boolean known = i < pilot.size() && pilot.get(i).made() > 0;
      double each =
          known
              ? (double) pilot.get(i).memoryBytes() / pilot.get(i).indices()
              : BYTES_WHERE_UNKNOWN;
      bytes += each * spec.generators().get(i).samples();
    }
    return (long) bytes;
  }

  private static List<Plan.Load> loads(DatasetSpec spec) {
    if (spec.generators().stream().allMatch(g -> g.groupBy().isEmpty() && !g.isWeighted())) {
      return List.of();
    }
    Map<List<String>, Integer> groups = new HashMap<>();
    List<Plan.Load> loads = new ArrayList<>();
    for (GeneratorSpec generator : spec.generators()) {
      for (DatasetSpec.Entry entry : generator.cells()) {
        int group = Plan.Load.ALONE;
        if (!generator.groupBy().isEmpty()) {
          List<String> key = new ArrayList<>(List.of(generator.name()));
          generator.groupBy().forEach(axis -> key.add(entry.cell().values().get(axis)));
          group = groups.computeIfAbsent(key, unseen -> groups.size());
        }
        loads.add(new Plan.Load(entry.cell().weight(), group));
      }
    }
    return loads;
  }

  /** Returns the number of hash buckets for a dataset of some bytes. */
  public static int buckets(long bytes) {
    if (bytes < BYTES_WORTH_SPLITTING) {
      return 1;
    }
    long wanted = Math.max(BUCKETS_FOR_WORKERS, bytes / BYTES_PER_BUCKET);
    long powerOfTwo = Long.highestOneBit(Math.max(1, wanted - 1)) * 2;
    return (int) Math.min(Buckets.MOST, powerOfTwo);
  }

  /**
   * The digest of the seed, the generators with versions and parameters, the counts, the key: of
   * one canonical JSON object, which is never in memory as a whole.
   */
  private static String digest(DatasetSpec spec, List<DatasetSpec.Entry> entries) {
    MessageDigest digest = ContentHash.sha256();
    ArrayNode fields = JsonNodeFactory.instance.arrayNode();
    spec.dedupeFields().stream().sorted().forEach(fields::add);
    String against = against(spec);
    add(digest, "{" + against + "\"dedupe\":" + CanonicalJson.write(fields) + ",\"generators\":[");
    String separator = "";
    for (DatasetSpec.Entry entry : entries) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("name", entry.name());
      object.put("generator", entry.factory().name());
      object.put("version", entry.factory().version());
      object.put("samples", Long.toString(entry.samples()));
      object.set(
          "params", entry.parameters().toJson().without(entry.factory().traits().settings()));
      if (entry.factory() instanceof SourceFactory) {
        object.set("identity", entry.prepared().identity());
        object.put("assets", spec.assets().toString());
      }
      add(digest, separator + CanonicalJson.write(object));
      separator = ",";
    }
    add(digest, "],\"maxSampleBytes\":" + spec.maxSampleBytes());
    if (spec.near() != null) {
      ObjectNode near =
          JsonNodeFactory.instance
              .objectNode()
              .put("characters", spec.near().characters())
              .put("field", spec.near().field())
              .put("threshold", spec.near().threshold());
      add(digest, ",\"near\":" + CanonicalJson.write(near));
    }
    if (spec.preference() != Preference.INDEX) {
      add(digest, ",\"prefer\":\"" + spec.preference() + "\"");
    }
    if (!spec.schema().isNone()) {
      add(digest, ",\"schema\":" + CanonicalJson.write(spec.schema().toJson()));
    }
    add(digest, ",\"seed\":\"" + spec.seed() + "\"");
    Optional<ObjectNode> splits = spec.splitIdentity();
    add(digest, splits.map(json -> ",\"splits\":" + CanonicalJson.write(json)).orElse("") + "}");
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static String against(DatasetSpec spec) {
    if (spec.against() == null) {
      return "";
    }
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("ngrams", spec.against().ngrams())
            .put("sha256", spec.against().texts().sha256());
    return "\"against\":" + CanonicalJson.write(object) + ",";
  }

  private static void add(MessageDigest digest, String json) {
    digest.update(json.getBytes(StandardCharsets.UTF_8));
  }
}
