package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

/** The wanted part of a sweep. */
record SweepFilters(
    List<String> modelPrefix,
    List<String> precision,
    List<String> framework,
    List<String> runnerType,
    Optional<String> runnerNode,
    List<String> seqLens,
    List<String> scenarioType,
    boolean singleNode,
    boolean multiNode,
    long stepSize,
    OptionalLong minConc,
    OptionalLong maxConc,
    OptionalLong maxTp,
    OptionalLong maxEp,
    List<String> configKeys,
    Set<Long> conc,
    List<String> expNames,
    boolean runnerModelSweep,
    boolean testMode,
    Evals evals,
    boolean trimConc) {

  /** The rows that are marked for an evaluation of answers besides the benchmark. */
  enum Evals {
    USUAL,
    NONE,
    MARKED,
    ONLY,
    ALL,
    SMOKE;

    static List<String> words() {
      return Arrays.stream(values()).map(Evals::word).toList();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Evals named(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  private static final long LARGEST = 1_000_000_000;
  private static final String RUNNER_MODEL = "runnerModelSweep";
  private static final List<String> NOT_OF_RUNNERS =
      List.of(
          "seqLens",
          "scenarioType",
          "stepSize",
          "minConc",
          "maxConc",
          "maxTp",
          "maxEp",
          "expNames",
          "testMode");
  private static final List<String> FULL_SWEEP =
      List.of(
          "modelPrefix",
          "precision",
          "framework",
          "runnerType",
          "singleNode",
          "multiNode",
          "stepSize",
          "minConc",
          "maxConc",
          "maxTp",
          "maxEp",
          RUNNER_MODEL);

  static ParameterSchema schema() {
    ValueType number = ValueType.integer(1, LARGEST);
    return ParameterSchema.none()
        .optional("modelPrefix", "only entries whose name begins so", texts("a beginning"))
        .optional("precision", "only these precisions", texts("a precision, such as fp8"))
        .optional("framework", "only these frameworks", texts("a framework, such as vllm"))
        .optional("runnerType", "only these labels of runners", texts("a label of runners"))
        .optional(
            "runnerNodeFilter",
            "each runner whose name has this part, in place of its label",
            ValueType.text("a part of a name"))
        .optional(
            "seqLens",
            "only these sequence lengths",
            list("a list of sequence lengths", ValueType.choice(SequenceLengths.words())))
        .optional(
            "scenarioType",
            "only these scenarios",
            list(
                "a list of scenarios",
                ValueType.choice(List.of(MasterSchema.FIXED, MasterSchema.AGENTIC))))
        .value("singleNode", "entries on one node", ValueType.flag(), BooleanNode.FALSE)
        .value("multiNode", "entries on several nodes", ValueType.flag(), BooleanNode.FALSE)
        .optional(
            "stepSize", "factor between concurrencies; default 2", ValueType.integer(2, LARGEST))
        .optional("minConc", "the least concurrency", number)
        .optional("maxConc", "the greatest concurrency", number)
        .optional("maxTp", "the greatest tensor parallelism, on one node", number)
        .optional("maxEp", "the greatest expert parallelism, on one node", number)
        .optional(
            "configKeys",
            "only entries of these names, with '*' and '?', in this order",
            texts("a name or a pattern"))
        .optional(
            "conc",
            "with configKeys: only these concurrencies; with runnerModelSweep: the one that is"
                + " tried",
            list("a list", number))
        .optional(
            "expNames", "with configKeys: only the configurations of these names", texts("a name"))
        .value(
            RUNNER_MODEL,
            "each entry of one runnerType once on each of its runners, at 1024/1024",
            ValueType.flag(),
            BooleanNode.FALSE)
        .value(
            "testMode",
            "one configuration for each entry and pair of lengths",
            ValueType.flag(),
            BooleanNode.FALSE)
        .choice("evals", "the rows that are marked for an evaluation", "usual", Evals.words())
        .value(
            "trimConc",
            "of each topology the least concurrency",
            ValueType.flag(),
            BooleanNode.FALSE)
        .rule(SweepFilters::consistent);
  }

  private static ValueType texts(String allowed) {
    return list("a list; each is " + allowed, ValueType.text(allowed).orScalar());
  }

  private static ValueType list(String allowed, ValueType item) {
    return ValueType.list(allowed, item, 1, Integer.MAX_VALUE);
  }

  private static Optional<InputProblem> consistent(Parameters given) {
    ObjectNode values = given.toJson();
    for (String filter : FULL_SWEEP) {
      boolean isGiven = values.path(filter).isBoolean() ? given.flag(filter) : given.has(filter);
      if (given.has("configKeys") && isGiven) {
        return Optional.of(
            new InputProblem("/" + filter, "it beside 'configKeys'", "one of the two"));
      }
    }
    if (given.flag(RUNNER_MODEL)) {
      return ofRunners(given);
    }
    for (String filter : List.of("conc", "expNames")) {
      if (given.has(filter) && !given.has("configKeys")) {
        String allowed = filter.equals("conc") ? "minConc and maxConc" : "it beside 'configKeys'";
        return Optional.of(new InputProblem("/" + filter, "it without 'configKeys'", allowed));
      }
    }
    if (given.has("expNames")
        && Set.copyOf(given.texts("expNames")).size() < given.texts("expNames").size()) {
      return Optional.of(new InputProblem("/expNames", "a name twice", "each name once"));
    }
    if (given.flag("trimConc") && given.choice("evals").equals("smoke")) {
      return Optional.of(
          new InputProblem("/trimConc", "it beside 'evals: smoke'", "one of the two"));
    }
    return given.has("minConc")
            && given.has("maxConc")
            && given.integer("minConc") > given.integer("maxConc")
        ? Optional.of(
            new InputProblem(
                "/minConc",
                String.valueOf(given.integer("minConc")),
                "at most maxConc, which is " + given.integer("maxConc")))
        : Optional.empty();
  }

  private static Optional<InputProblem> ofRunners(Parameters given) {
    for (String filter : NOT_OF_RUNNERS) {
      JsonNode value = given.toJson().path(filter);
      if (value.isBoolean() ? value.asBoolean() : given.has(filter)) {
        return Optional.of(
            new InputProblem("/" + filter, "it beside '" + RUNNER_MODEL + "'", "one of the two"));
      }
    }
    for (String one : List.of("runnerType", "conc")) {
      int size = given.has(one) ? given.json(one).size() : 0;
      if (size > 1 || (size == 0 && one.equals("runnerType"))) {
        return Optional.of(
            new InputProblem("/" + one, size + " values", "one, beside '" + RUNNER_MODEL + "'"));
      }
    }
    return Optional.empty();
  }

  static SweepFilters of(Parameters given) {
    boolean both = given.flag("singleNode") == given.flag("multiNode");
    return new SweepFilters(
        texts(given, "modelPrefix"),
        texts(given, "precision"),
        texts(given, "framework"),
        texts(given, "runnerType"),
        given.optional("runnerNodeFilter", Parameters::text),
        texts(given, "seqLens"),
        texts(given, "scenarioType"),
        both || given.flag("singleNode"),
        both || given.flag("multiNode"),
        number(given, "stepSize").orElse(2),
        number(given, "minConc"),
        number(given, "maxConc"),
        number(given, "maxTp"),
        number(given, "maxEp"),
        texts(given, "configKeys"),
        numbers(given),
        texts(given, "expNames"),
        given.flag(RUNNER_MODEL),
        given.flag("testMode"),
        Evals.named(given.choice("evals")),
        given.flag("trimConc"));
  }

  private static List<String> texts(Parameters given, String name) {
    return given.optional(name, Parameters::texts).orElse(List.of());
  }

  private static OptionalLong number(Parameters given, String name) {
    return given.has(name) ? OptionalLong.of(given.integer(name)) : OptionalLong.empty();
  }

  private static Set<Long> numbers(Parameters given) {
    Set<Long> numbers = new LinkedHashSet<>();
    if (given.has("conc")) {
      given.json("conc").forEach(number -> numbers.add(number.longValue()));
    }
    return numbers;
  }

  /** Returns whether a list of allowed words lets one pass: an empty list lets all. */
  static boolean lets(List<String> allowed, String word) {
    return allowed.isEmpty() || allowed.contains(word);
  }

  /** Returns whether an entry is wanted. */
  boolean wants(String name, ObjectNode entry) {
    return (modelPrefix.isEmpty() || modelPrefix.stream().anyMatch(name::startsWith))
        && lets(precision, entry.get("precision").textValue())
        && lets(framework, entry.get("framework").textValue())
        && lets(runnerType, entry.get("runner").textValue());
  }

  /** Returns whether sequence lengths are wanted. */
  boolean wants(long isl, long osl) {
    return seqLens.isEmpty()
        || seqLens.stream()
            .map(SequenceLengths::named)
            .anyMatch(lengths -> lengths.isl() == isl && lengths.osl() == osl);
  }

  /** Returns the concurrencies of a point of the search space that a sweep of all entries tries. */
  List<Long> concurrencies(ObjectNode search, boolean onSeveralNodes) {
    List<Long> values = listed(search);
    if (!values.isEmpty() || onSeveralNodes) {
      if (values.isEmpty()) {
        values = range(start(search), end(search), stepSize);
      }
      values = only(values, value -> value >= minConc.orElse(value));
      if (values.isEmpty() || maxConc.isEmpty()) {
        return values;
      }
      List<Long> below = only(values, value -> value <= maxConc.getAsLong());
      return below.isEmpty() ? List.of(maxConc.getAsLong()) : below;
    }
    if (end(search) < minConc.orElse(0)) {
      return List.of();
    }
    long start = Math.max(start(search), minConc.orElse(0));
    long most = maxConc.orElse(Long.MAX_VALUE);
    return range(Math.min(start, most), Math.min(end(search), most), stepSize);
  }

  /** Returns those of an agent, which are only filtered. */
  List<Long> concurrenciesOfAgent(ObjectNode search) {
    List<Long> values = listed(search);
    if (values.isEmpty()) {
      values = range(start(search), end(search), stepSize);
    }
    return only(
        values,
        value ->
            value >= minConc.orElse(value)
                && value <= maxConc.orElse(value)
                && (conc.isEmpty() || conc.contains(value)));
  }

  /** Returns those of an entry that was asked for by name. */
  List<Long> concurrenciesOfNamed(ObjectNode search) {
    List<Long> values = listed(search);
    if (values.isEmpty()) {
      values = range(start(search), end(search), 2);
    }
    return only(values, value -> conc.isEmpty() || conc.contains(value));
  }

  private static List<Long> listed(ObjectNode search) {
    List<Long> values = new ArrayList<>();
    search.path(MasterSchema.LIST).forEach(value -> values.add(value.longValue()));
    return values;
  }

  private static long start(ObjectNode search) {
    return search.get(MasterSchema.START).longValue();
  }

  private static long end(ObjectNode search) {
    return search.get(MasterSchema.END).longValue();
  }

  /** Returns a range that always ends with its last value. */
  private static List<Long> range(long start, long end, long step) {
    List<Long> values = new ArrayList<>();
    for (long value = start; value < end; value = Math.min(value * step, end)) {
      values.add(value);
    }
    if (start <= end) {
      values.add(end);
    }
    return values;
  }

  private static List<Long> only(List<Long> values, LongPredicate wanted) {
    return values.stream().filter(wanted::test).toList();
  }
}
