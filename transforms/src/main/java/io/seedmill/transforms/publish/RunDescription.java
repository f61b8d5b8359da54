package io.seedmill.transforms.publish;

import io.seedmill.transforms.near.NearRule;
import io.seedmill.transforms.publish.Manifest.AgainstReport;
import io.seedmill.transforms.publish.Manifest.BaselineRun;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts in a manifest beyond the data.
 *
 * @param dataset the dataset's name
 * @param planDigest {@code sha256:} and a digest of all that the data depends on
 * @param runner the runner's name
 * @param spec the dataset spec as JSON
 * @param filters which cells of the spec were made, as JSON; null for all
 * @param startedAt when the run began, an ISO-8601 instant
 * @param maxFailureRate the share of indices that may fail, from 0 to 1
 * @param maxFailureRates the same for single entries, by their names
 * @param baseline the earlier runs that this one continues, oldest first
 * @param retried the run whose failed samples are made again; null where this is none such
 * @param oncePerPlan nothing is published if another run of the same plan, before this one or
 *     beside it, has published the same data
 * @param against the evaluation texts that samples must not repeat; null for none
 * @param near the rule by which samples are too much like each other; null for none
 * @param estimate the figures that were expected; null for none
 */
@RecordBuilder
public record RunDescription(
    String dataset,
    String planDigest,
    String runner,
    String spec,
    String filters,
    String startedAt,
    double maxFailureRate,
    SortedMap<String, Double> maxFailureRates,
    List<BaselineRun> baseline,
    RetriedRun retried,
    boolean oncePerPlan,
    AgainstReport against,
    NearRule near,
    Estimate estimate)
    implements Serializable, RunDescriptionBuilder.With {

  public RunDescription {
    maxFailureRates = new TreeMap<>(maxFailureRates);
    baseline = List.copyOf(baseline);
  }

  /**
   * The description of a run that makes no other's failed samples again, with one limit for all.
   */
  public RunDescription(
      String dataset,
      String planDigest,
      String runner,
      String spec,
      String filters,
      String startedAt,
      double maxFailureRate,
      List<BaselineRun> baseline) {
    this(
        dataset,
        planDigest,
        runner,
        spec,
        filters,
        startedAt,
        maxFailureRate,
        new TreeMap<>(),
        baseline,
        null,
        false,
        null,
        null,
        null);
  }
}
