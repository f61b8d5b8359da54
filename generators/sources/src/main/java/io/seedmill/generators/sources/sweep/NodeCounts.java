package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of nodes, and of bytes of memory, that a configuration takes. */
final class NodeCounts {

  private static final String SETTINGS = "additional-settings";
  private static final String CONFIG_FILE = "CONFIG_FILE=";
  private static final String RECIPES = "benchmarks/multi_node/srt-slurm-recipes/";
  private static final long BYTES_OF_A_MIB = 1 << 20;
  private static final BigDecimal BYTES_OF_A_GB = BigDecimal.valueOf(1_000_000_000);

  /** The most memory of a node that is planned with: 3 TB. */
  private static final long MOST_MIB = 2_861_022;

  private static final MathContext LIKE_PYTHON = new MathContext(28, RoundingMode.HALF_EVEN);

  private final RunnerFile runners;
  private final Recipes recipes;

  /** Finds the recipes that lie beside a master file. */
  @FunctionalInterface
  interface Recipes {

    /**
     * Returns a recipe.
     *
     * @param path from the root of the project
     */
    Optional<ObjectNode> find(String path) throws MasterException, IOException;
  }

  NodeCounts(RunnerFile runners, Recipes recipes) {
    this.runners = runners;
    this.recipes = recipes;
  }

  /** Returns the nodes of a configuration: what its recipe says, or else what its GPUs need. */
  long nodes(ObjectNode row) throws MasterException, IOException {
    JsonNode prefill = row.get("prefill");
    JsonNode decode = row.get("decode");
    String runner = row.get("runner").textValue();
    Optional<Long> planned = recipe(prefill, decode, row.path("srt-recipe").asText(""));
    return planned.isPresent()
        ? planned.get()
        : nodes(prefill, "prefill", runner) + nodes(decode, "decode", runner);
  }

  private long nodes(JsonNode worker, String role, String runner) throws MasterException {
    Pattern setting = Pattern.compile(role.toUpperCase(Locale.ROOT) + "_NODES=([0-9]+)\n?");
    TreeSet<Long> given = new TreeSet<>();
    for (JsonNode each : worker.path(SETTINGS)) {
      Matcher matcher = setting.matcher(each.asText());
      if (matcher.matches()) {
        given.add(Long.parseLong(matcher.group(1)));
      }
    }
    if (given.size() == 1 && given.first() > 0) {
      return given.first();
    }
    if (!given.isEmpty()) {
      throw new MasterException(
          "%s of %s for %s".formatted(SETTINGS, given, role), "one number of nodes above 0");
    }
    String label = worker.path("hardware").asText("");
    long gpus = runners.gpusPerNodeOfKind(label.isEmpty() ? runner : label);
    long wanted = worker.path("num-worker").asLong() * replica(worker);
    return (wanted + gpus - 1) / gpus;
  }

  private static long replica(JsonNode worker) {
    return worker.path("tp").asLong()
        * worker.path("pp").asLong(1)
        * worker.path("pcp-size").asLong(1);
  }

  private Optional<Long> recipe(JsonNode prefill, JsonNode decode, String named)
      throws MasterException, IOException {
    TreeSet<String> files = new TreeSet<>();
    if (named.startsWith(RECIPES)) {
      files.add(named);
    }
    for (JsonNode worker : new JsonNode[] {prefill, decode}) {
      for (JsonNode setting : worker.path(SETTINGS)) {
        if (setting.asText().startsWith(CONFIG_FILE)) {
          files.add(setting.asText().substring(CONFIG_FILE.length()));
        }
      }
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    if (files.size() > 1) {
      throw new MasterException("several recipes: " + files, "one CONFIG_FILE for both workers");
    }
    String[] parts = files.first().split(":", 2);
    String path =
        parts[0].startsWith(RECIPES) ? parts[0] : RECIPES + parts[0].replaceFirst("^recipes/", "");
    Optional<ObjectNode> found = recipes.find(path);
    return found.isEmpty()
        ? Optional.empty()
        : nodes(found.get(), parts.length > 1 ? parts[1] : "", path);
  }

  private static Optional<Long> nodes(ObjectNode recipe, String variant, String path)
      throws MasterException {
    ObjectNode whole = recipe;
    if (recipe.path("base") instanceof ObjectNode base) {
      boolean known =
          variant.equals("base") || (variant.startsWith("override_") && recipe.has(variant));
      if (!known) {
        return Optional.empty();
      }
      whole = base.deepCopy();
      if (recipe.path(variant) instanceof ObjectNode override && !variant.equals("base")) {
        merge(whole, override);
      }
      if (!whole.has("schema")) {
        whole.set("schema", recipe.path("schema"));
      }
      if (whole.path("schema").asLong() != 2) {
        return Optional.empty();
      }
    }
    JsonNode older = whole.path("resources");
    if (whole.path("schema").asLong() != 2 && older.isObject()) {
      return Optional.of(
          older.has("agg_nodes")
              ? older.get("agg_nodes").asLong()
              : older.path("prefill_nodes").asLong() + older.path("decode_nodes").asLong());
    }
    JsonNode roles = whole.path("roles");
    if (whole.path("schema").asLong() != 2 || roles.isEmpty()) {
      throw new MasterException("the recipe " + path, "one of 'schema: 2' with 'roles'");
    }
    long nodes = auxiliary(whole);
    for (JsonNode role : roles) {
      if (!role.has("nodes")) {
        throw new MasterException("the recipe " + path + ", with a role without nodes", "'nodes'");
      }
      nodes += role.get("nodes").asText().equals("colocate") ? 0 : role.get("nodes").asLong();
    }
    return Optional.of(nodes);
  }

  private static void merge(ObjectNode base, ObjectNode override) {
    for (var member : override.properties()) {
      if (member.getValue().isNull()) {
        base.remove(member.getKey());
      } else if (member.getValue() instanceof ObjectNode inner
          && base.get(member.getKey()) instanceof ObjectNode into) {
        merge(into, inner);
      } else {
        base.set(member.getKey(), member.getValue());
      }
    }
  }

  /** Returns the nodes of services, and of what has a node of its own. */
  private static long auxiliary(JsonNode recipe) throws MasterException {
    long pools = 0;
    TreeSet<Boolean> discovery = new TreeSet<>();
    for (JsonNode service : recipe.path("services")) {
      if (service.path("enabled").asBoolean(true)) {
        pools += service.path("nodes").asLong();
        if (service.path("type").asText().matches("etcd|nats")) {
          discovery.add(isDedicated(service));
        }
      }
    }
    if (discovery.size() > 1) {
      throw new MasterException("etcd and nats of a recipe in different places", "one place");
    }
    long dedicated =
        (discovery.isEmpty()
                ? recipe.path("infra").path("etcd_nats_dedicated_node").asBoolean()
                : discovery.first())
            ? 1
            : 0;
    JsonNode frontend = recipe.path("frontend");
    JsonNode benchmark = recipe.path("benchmark");
    dedicated += isDedicated(frontend) || frontend.path("dedicated_node").asBoolean() ? 1 : 0;
    dedicated +=
        isDedicated(benchmark) || benchmark.path("client_dedicated_node").asBoolean() ? 1 : 0;
    boolean together = benchmark.path("colocate_with_frontend").asBoolean(true);
    return pools + (together ? Math.min(1, dedicated) : dedicated);
  }

  private static boolean isDedicated(JsonNode part) {
    return part.path("placement").path("node").asText().equals("dedicated");
  }

  /** Returns the gigabytes of a node's memory that an agent's cache may take. */
  long gigabytes(JsonNode scenario, JsonNode search, String runner) throws MasterException {
    if (!MasterSchema.offloading(search).startsWith("dram")) {
      return 0;
    }
    long available = Math.min(runners.fact(runner, "available-cpu-dram-mib"), MOST_MIB);
    JsonNode utilization = scenario.path("dram-utilization");
    if (!utilization.isNumber()) {
      throw new MasterException("'kv-offloading: dram' alone", "'dram-utilization' beside it");
    }
    long gpus = runners.gpusPerNode(runner);
    JsonNode worker =
        search.path("worker").isObject() ? search.get("worker") : search.path("prefill");
    long used = used(worker.isObject() ? worker : search, worker.isObject(), gpus, runner);
    return BigDecimal.valueOf(available)
        .multiply(BigDecimal.valueOf(BYTES_OF_A_MIB), LIKE_PYTHON)
        .multiply(new BigDecimal(utilization.asText()), LIKE_PYTHON)
        .multiply(BigDecimal.valueOf(used), LIKE_PYTHON)
        .divide(BigDecimal.valueOf(gpus), LIKE_PYTHON)
        .divide(BYTES_OF_A_GB, LIKE_PYTHON)
        .longValue();
  }

  private static long used(JsonNode parallel, boolean ofWorker, long gpus, String runner)
      throws MasterException {
    long replica = replica(parallel);
    boolean fits =
        ofWorker
            ? replica > gpus ? replica % gpus == 0 : replica > 0 && gpus % replica == 0
            : replica <= gpus;
    if (!fits) {
      throw new MasterException(
          "%d GPUs for a worker".formatted(replica),
          "what fits the %d GPUs of a node of '%s'".formatted(gpus, runner));
    }
    return Math.min(replica, gpus);
  }
}
