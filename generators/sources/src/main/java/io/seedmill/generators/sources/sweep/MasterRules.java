package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.Parameters;
import java.util.Optional;

/** Checks keys of a master file together, as the tool of the project does in every edition. */
final class MasterRules {

  private MasterRules() {}

  /** Requires one way to say which concurrencies there are. */
  static Optional<InputProblem> concurrency(Parameters search) {
    boolean range = search.has(MasterSchema.START) && search.has(MasterSchema.END);
    boolean list = search.has(MasterSchema.LIST) && !search.json(MasterSchema.LIST).isEmpty();
    if (range == list) {
      return problem(
          MasterSchema.LIST,
          range
              ? "'%s' beside '%s'".formatted(MasterSchema.LIST, MasterSchema.START)
              : "no concurrency",
          "either '%s' with '%s', or '%s'"
              .formatted(MasterSchema.START, MasterSchema.END, MasterSchema.LIST));
    }
    return range && search.integer(MasterSchema.START) > search.integer(MasterSchema.END)
        ? problem(
            MasterSchema.START,
            String.valueOf(search.integer(MasterSchema.START)),
            "at most '%s', which is %d"
                .formatted(MasterSchema.END, search.integer(MasterSchema.END)))
        : Optional.empty();
  }

  /** Requires the workers of both kinds, or those of both in one. */
  static Optional<InputProblem> workers(Parameters search) {
    if (search.has("worker") || search.toJson().has("tp")) {
      return Optional.empty();
    }
    if (!search.has("prefill") || !search.has("decode")) {
      String lacking = search.has("prefill") ? "decode" : "prefill";
      return problem(lacking, "nothing", "'prefill' and 'decode', or 'worker'");
    }
    boolean ofPrefill = search.json("prefill").has("hardware");
    return ofPrefill == search.json("decode").has("hardware")
        ? Optional.empty()
        : problem(
            ofPrefill ? "decode" : "prefill",
            "no 'hardware'",
            "it for 'prefill' and 'decode', or for neither");
  }

  /** Requires that the GPUs of a worker can be divided for the context. */
  static Optional<InputProblem> context(Parameters search) {
    boolean isDivided = search.has("tp") && search.has("dcp-size");
    return isDivided && search.integer("tp") % search.integer("dcp-size") != 0
        ? problem(
            "dcp-size",
            String.valueOf(search.integer("dcp-size")),
            "what divides 'tp', which is " + search.integer("tp"))
        : Optional.empty();
  }

  /** Requires something that moves an agent's cache where it is moved, and nothing elsewhere. */
  static Optional<InputProblem> offloading(Parameters search) {
    JsonNode given = search.toJson();
    boolean isMoved = !MasterSchema.offloading(given).equals("none");
    if (isMoved == search.has(MasterSchema.BACKEND)) {
      return Optional.empty();
    }
    return isMoved
        ? problem(
            MasterSchema.BACKEND,
            "nothing",
            "it beside '%s: %s'".formatted(MasterSchema.OFFLOADING, MasterSchema.offloading(given)))
        : problem(
            MasterSchema.BACKEND,
            "it without '" + MasterSchema.OFFLOADING + "'",
            "it where the cache is moved");
  }

  /** Requires one shape of an entry, and workers apart on several nodes alone. */
  static Optional<InputProblem> entry(Parameters entry) {
    if (entry.has(MasterSchema.SEQUENCES) == entry.has(MasterSchema.SCENARIOS)) {
      return problem(
          MasterSchema.SEQUENCES,
          entry.has(MasterSchema.SCENARIOS)
              ? "'%s' beside it".formatted(MasterSchema.SCENARIOS)
              : "nothing",
          "'%s', or '%s'".formatted(MasterSchema.SEQUENCES, MasterSchema.SCENARIOS));
    }
    if (entry.has(MasterSchema.SCENARIOS) && isWithoutAny(entry.json(MasterSchema.SCENARIOS))) {
      return problem(
          MasterSchema.SCENARIOS,
          "no scenario",
          "'%s' or '%s'".formatted(MasterSchema.FIXED, MasterSchema.AGENTIC));
    }
    boolean isOnOne = !entry.has(MasterSchema.MULTINODE) || !entry.flag(MasterSchema.MULTINODE);
    return isOnOne && entry.has("disagg") && entry.flag("disagg")
        ? problem("disagg", "true", "it beside '" + MasterSchema.MULTINODE + ": true'")
        : Optional.empty();
  }

  private static boolean isWithoutAny(JsonNode scenarios) {
    return scenarios.path(MasterSchema.FIXED).isEmpty()
        && scenarios.path(MasterSchema.AGENTIC).isEmpty();
  }

  private static Optional<InputProblem> problem(String key, String found, String allowed) {
    return Optional.of(new InputProblem("/" + key, found, allowed));
  }
}
