package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Declares the keys of an entry of a master file: of all editions together. */
final class MasterSchema {

  static final String MULTINODE = "multinode";
  static final String SEQUENCES = "seq-len-configs";
  static final String SCENARIOS = "scenarios";
  static final String FIXED = "fixed-seq-len";
  static final String AGENTIC = "agentic-coding";
  static final String SEARCH_SPACE = "search-space";
  static final String START = "conc-start";
  static final String END = "conc-end";
  static final String LIST = "conc-list";
  static final String OFFLOADING = "kv-offloading";
  static final String BACKEND = "kv-offload-backend";
  static final String TRANSFER = "kv-p2p-transfer";

  private static final int MOST = Integer.MAX_VALUE;
  private static final long LARGEST = 1_000_000_000;
  private static final ValueType TEXT =
      ValueType.text("a text, in quotes if it looks like a number", Pattern.compile("[\\s\\S]+"));
  private static final ValueType NUMBER = ValueType.integer(0, LARGEST);
  private static final ValueType POSITIVE = ValueType.integer(1, LARGEST);
  private static final ValueType FLAG = ValueType.flag();

  /** The tool takes such texts and numbers for flags, too, and prints them as they are. */
  private static final ValueType LOOSE_FLAG =
      ValueType.oneOf(
          "true or false",
          FLAG,
          ValueType.text("true or false", Pattern.compile("(?i)true|false|yes|no|on|off|[tfyn10]")),
          ValueType.integer(0, 1));

  private static final ValueType COMPONENT =
      ParameterSchema.none()
          .required("name", "its name", TEXT)
          .optional("version", "its version", TEXT);

  private static final ValueType SINGLE =
      parallelism(ParameterSchema.none().required("tp", "tensor parallelism", NUMBER))
          .optional("ep", "expert parallelism", NUMBER)
          .optional("dp-attn", "data parallelism of attention", LOOSE_FLAG)
          .and(point());

  private static final ValueType SEVERAL =
      ParameterSchema.none().and(workers()).and(point()).and(measured()).rule(MasterRules::workers);

  private static final ValueType AGENT =
      parallelism(ParameterSchema.none().optional("tp", "tensor parallelism", NUMBER))
          .optional("ep", "expert parallelism", NUMBER)
          .optional("dp-attn", "data parallelism of attention", LOOSE_FLAG)
          .and(workers())
          .optional("offloading", "what is moved out of the GPUs", TEXT)
          .optional(OFFLOADING, "where the cache goes", offloading())
          .optional(
              BACKEND,
              "what moves it",
              ValueType.oneOf("a mapping with a name, or in 2026-07 a text", COMPONENT, TEXT))
          .and(point())
          .and(measured())
          .rule(MasterRules::workers)
          .rule(MasterRules::offloading);

  private MasterSchema() {}

  /**
   * Declares the keys of an entry.
   *
   * @param multinode whether its workers are on several nodes
   */
  static ParameterSchema entry(boolean multinode) {
    ValueType sequences = list(sequence(multinode ? SEVERAL : SINGLE));
    ParameterSchema agents =
        ParameterSchema.none()
            .required(SEARCH_SPACE, "what is tried", list(AGENT))
            .optional("trace-source", "the conversations", TEXT)
            .optional("dram-utilization", "the share of memory", ValueType.number(0, 1))
            .optional("duration", "seconds", POSITIVE);
    return ParameterSchema.none()
        .required("image", "the container", TEXT)
        .required("model", "the model", TEXT)
        .required("model-prefix", "its short name", TEXT)
        .required("precision", "such as fp8", TEXT)
        .required("framework", "such as vllm", TEXT)
        .required("runner", "a label of runners", TEXT)
        .optional(MULTINODE, "whether workers are on several nodes", FLAG)
        .optional("disagg", "whether prefill and decode are apart", FLAG)
        .optional("router", "what spreads requests", COMPONENT)
        .optional(TRANSFER, "what moves the cache between workers", TEXT)
        .optional("srt-recipe-dir", "the folder of its recipes", TEXT)
        .optional("hardware", "the GPUs of each pool", ValueType.any("a mapping"))
        .optional(SEQUENCES, "what is tried for each pair of lengths", sequences)
        .optional(
            SCENARIOS,
            "what is tried",
            ParameterSchema.none()
                .optional(FIXED, "for each pair of lengths", sequences)
                .optional(AGENTIC, "with an agent's conversations", list(agents)))
        .rule(MasterRules::entry);
  }

  private static ValueType sequence(ValueType search) {
    return ParameterSchema.none()
        .required("isl", "tokens of input", POSITIVE)
        .required("osl", "tokens of output", POSITIVE)
        .optional("require-power", "whether power is measured", FLAG)
        .required(SEARCH_SPACE, "what is tried", list(search));
  }

  private static ParameterSchema parallelism(ParameterSchema keys) {
    return keys.optional("pp", "pipeline parallelism", POSITIVE)
        .optional("dcp-size", "context parallelism of decoding", POSITIVE)
        .optional("pcp-size", "context parallelism of prefill", POSITIVE)
        .optional("attn-dp-size", "data parallelism of attention", POSITIVE)
        .rule(MasterRules::context);
  }

  private static ParameterSchema workers() {
    ParameterSchema each =
        parallelism(
            ParameterSchema.none()
                .required("tp", "tensor parallelism", NUMBER)
                .required("ep", "expert parallelism", NUMBER)
                .required("dp-attn", "data parallelism of attention", LOOSE_FLAG)
                .optional("hardware", "its GPUs", TEXT)
                .optional("batch-size", "samples at once", POSITIVE)
                .optional("max-num-tokens", "tokens at once", POSITIVE)
                .optional(
                    "additional-settings",
                    "settings as NAME=value",
                    list(ValueType.text("a text"))));
    ValueType counted = each.and(ParameterSchema.none().required("num-worker", "how many", NUMBER));
    return ParameterSchema.none()
        .optional("prefill", "the workers of prefill", counted)
        .optional("decode", "the workers of decoding", counted)
        .optional(
            "worker",
            "the workers of both",
            each.and(ParameterSchema.none().optional("num-worker", "how many", POSITIVE)))
        .optional("num-nodes", "how many nodes", POSITIVE)
        .optional(TRANSFER, "what moves the cache between workers", TEXT);
  }

  private static ParameterSchema point() {
    return ParameterSchema.none()
        .optional(
            "spec-decoding",
            "speculative decoding",
            ValueType.choice(List.of("mtp", "draft_model", "none")))
        .optional("router", "what spreads requests", COMPONENT)
        .optional("srt-recipe", "its recipe", TEXT)
        .optional(START, "the first concurrency", POSITIVE)
        .optional(END, "the last concurrency", POSITIVE)
        .optional(LIST, "concurrencies", list(POSITIVE))
        .rule(MasterRules::concurrency);
  }

  private static ParameterSchema measured() {
    return ParameterSchema.none()
        .optional("eval-srt-recipe", "its recipe for evaluations", TEXT)
        .optional("power", "whether the power of the GPUs is measured", FLAG);
  }

  private static ValueType offloading() {
    return ValueType.oneOf(
        "none, dram, nvme, or [dram, nvme]",
        ValueType.choice(List.of("none", "dram", "nvme")),
        ValueType.list("[dram, nvme]", ValueType.choice(List.of("dram", "nvme")), 2, 2));
  }

  /** Returns where an agent's cache goes: one place, or several with '+' between them. */
  static String offloading(JsonNode search) {
    JsonNode given = search.path(OFFLOADING);
    if (!given.isArray()) {
      return given.asText("none");
    }
    List<String> tiers = new ArrayList<>();
    given.forEach(tier -> tiers.add(tier.asText()));
    return String.join("+", tiers);
  }

  /** Returns the name of what moves an agent's cache. */
  static String backend(JsonNode search) {
    JsonNode given = search.path(BACKEND);
    return given.isTextual() ? given.textValue() : given.path("name").asText();
  }

  private static ValueType list(ValueType item) {
    return ValueType.list("a list", item, 0, MOST);
  }

  /** Returns a copy without keys that stand for nothing, as those that may be left out do. */
  static JsonNode withoutNothing(JsonNode value) {
    JsonNode copy = value.deepCopy();
    removeNothing(copy);
    return copy;
  }

  private static void removeNothing(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object.properties().removeIf(member -> member.getValue().isNull());
    }
    value.forEach(MasterSchema::removeNothing);
  }
}
