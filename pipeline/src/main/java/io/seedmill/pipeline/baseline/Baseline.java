package io.seedmill.pipeline.baseline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.near.EarlierSamples;
import io.seedmill.transforms.publish.Manifest.BaselineRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The runs that a new one continues, oldest first: no index that they asked for is asked for again,
 * and nothing that they published is published again.
 */
public final class Baseline {

  /** No runs: a dataset that stands by itself. */
  public static final Baseline NONE = new Baseline(List.of());

  private static final Comparator<EarlierRun> OLDEST_FIRST =
      Comparator.comparing(EarlierRun::finishedAt)
          .thenComparing(EarlierRun::name)
          .thenComparing(EarlierRun::output);

  private final List<EarlierRun> runs;

  private Baseline(List<EarlierRun> runs) {
    this.runs = runs;
  }

  static Baseline of(List<EarlierRun> runs) {
    Set<List<String>> seen = new HashSet<>();
    return new Baseline(
        runs.stream().sorted(OLDEST_FIRST).filter(run -> seen.add(run.identity())).toList());
  }

  /** The runs of both; a run that is in both, or a copy of it, is there once. */
  public Baseline and(Baseline other) {
    List<EarlierRun> all = new ArrayList<>(runs);
    all.addAll(other.runs);
    return of(all);
  }

  /** Those runs that a manifest names; fewer where some are not among these. */
  public Baseline only(List<BaselineRun> wanted) {
    return of(
        runs.stream()
            .filter(
                run ->
                    wanted.stream()
                        .anyMatch(
                            report ->
                                report.run().equals(run.name())
                                    && report.datasetId().equals(run.manifest().datasetId())))
            .toList());
  }

  /** Returns the names of runs that earlier versions made, whose manifests cannot be checked. */
  public List<String> unchecked() {
    return runs.stream()
        .filter(run -> run.manifest().digest() == null)
        .map(EarlierRun::name)
        .toList();
  }

  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Returns the same plan for the indices after those that the baseline asked for. */
  public Plan continued(Plan plan) {
    return plan.with(continued(plan.generation()), digest(plan.digest()));
  }

  /**
   * Returns the same plan with as many indices, in every entry those that follow on the highest one
   * that the baseline asked for in the entry of that name.
   */
  public GenerationPlan continued(GenerationPlan plan) {
    return plan.withEntries(plan.entries().stream().map(this::continued).toList());
  }

  /** Files and queries are read again as they are: what they had before is known by its key. */
  private GenerationPlan.Entry continued(GenerationPlan.Entry entry) {
    if (entry.outside() != null && entry.outside().countsItself()) {
      return entry;
    }
    long from = runs.stream().mapToLong(run -> run.endIndex(entry.name())).max().orElse(0);
    return from == 0
        ? entry
        : entry.withRanges(List.of(new IndexRange(from, from + entry.samples())));
  }

  /** The digest of a plan together with what the baseline does to its data. */
  public String digest(String plan) {
    if (runs.isEmpty()) {
      return plan;
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("plan", plan);
    ArrayNode list = all.putArray("baseline");
    for (EarlierRun run : runs) {
      list.addObject()
          .put("run", run.manifest().run())
          .put("datasetId", run.manifest().datasetId());
    }
    byte[] hash = ContentHash.sha256().digest(CanonicalJson.writeBytes(all));
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  /** The keys of what was published. */
  public List<KnownKeys> keys() {
    return runs.stream().map(EarlierRun::keys).toList();
  }

  /** Returns the samples that were published. */
  public EarlierSamples samples() {
    return new EarlierSamples(
        runs.stream().flatMap(EarlierRun::parts).toList(),
        runs.stream().filter(run -> !run.hasRecords()).map(EarlierRun::name).toList());
  }

  /** Returns the runs as a manifest lists them. */
  public List<BaselineRun> reports() {
    return runs.stream().map(EarlierRun::report).toList();
  }
}
